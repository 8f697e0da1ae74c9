"""Domain refusals become pages here, and nowhere else."""

import structlog
from flask import Flask, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import BadHost, HTTPException, InternalServerError

from portal.kernel.db import db
from portal.kernel.errors import (
    Busy,
    NotAllowed,
    NotFound,
    OutOfDate,
    Refused,
    SignInNeeded,
    Withdrawn,
)
from portal.kernel.lifecycle import MoveRefused
from portal.web.addresses import address_without_slash
from portal.web.htmx import page
from portal.web.requests import request_id

NOT_FOUND, PERMANENT = 404, 308
log = structlog.get_logger("portal.error")
STATUS: dict[type[Refused], int] = {
    NotFound: 404,
    NotAllowed: 403,
    Withdrawn: 410,
    OutOfDate: 409,
    MoveRefused: 409,
    Busy: 429,
    Refused: 409,
}


def init_app(app: Flask) -> None:
    """Give every refusal and every fault its status and its page."""
    app.register_error_handler(Refused, refuse)
    app.register_error_handler(CSRFError, refuse_stale_form)
    app.register_error_handler(HTTPException, explain)
    app.register_error_handler(InternalServerError, apologise)
    app.register_error_handler(IntegrityError, yield_to_another)


def sentence(status: int) -> tuple[str, str]:
    """Return the title of an error page and what to do next."""
    known = {
        400: (_("这个地址或表单我们读不懂"), _("请检查地址里的条件，或从首页重新开始。")),
        403: (_("您的账号不能打开这一页"), _("如果工作需要，请联系管理员调整权限。")),
        404: (_("没有找到这一页"), _("请检查地址有没有写错，或从首页重新查找。")),
        405: (_("这个地址不支持这样访问"), _("请从首页重新开始。")),
        409: (_("现在不能这样做"), _("情况可能已有变化，请刷新后再看。")),
        410: (_("这一页已经撤回"), _("网址保留，原来的内容不再公开。")),
        413: (_("文件太大"), _("请压缩或分成几份后再上传。")),
        429: (_("请求太频繁"), _("请稍等一会儿再试，您已经填写的内容不会丢失。")),
        500: (_("我们这边出错了"), _("请稍后再试。急事请拨打 12315。")),
    }
    return known.get(status, known[400] if status < InternalServerError.code else known[500])


def show(status: int, detail: str = "") -> Response:
    """Render the page of an error."""
    title, advice = sentence(status)
    return page(
        "errors/error.html", status=status, code=status, title=title, advice=advice, detail=detail
    )


def refuse(refusal: Refused) -> ResponseReturnValue:
    """Answer a refusal with its page; somebody unknown is asked to sign in first."""
    if isinstance(refusal, SignInNeeded):
        return redirect(url_for("accounts.sign_in", next=request.path), 303)
    if isinstance(refusal, NotAllowed) and request.url_rule:
        log.warning("not-allowed", id=request_id(), rule=request.url_rule.rule)
    status = next(STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS)
    silent = isinstance(refusal, NotFound | NotAllowed | MoveRefused | Busy)
    answer = show(status, "" if silent else str(refusal.reason))
    if isinstance(refusal, Busy):
        answer.headers["Retry-After"] = str(refusal.retry_after)
    return answer


def refuse_stale_form(_error: CSRFError) -> ResponseReturnValue:
    """Ask for the form once more when its token has gone."""
    return show(400, _("表单已经过期。请返回上一页，刷新后重新发送；浏览器会保留您填写的内容。"))


def explain(error: HTTPException) -> ResponseReturnValue:
    """Answer an HTTP error in the reader's language."""
    code = error.code or InternalServerError.code
    if code < 400:  # noqa: PLR2004 - a redirect is no error
        return error.get_response()
    if code == NOT_FOUND and (known := address_without_slash()):
        return redirect(known, PERMANENT)
    if isinstance(error, BadHost):
        # No address of ours can be written for such a host, so no page either.
        return Response(str(_("这个地址或表单我们读不懂")), 400, mimetype="text/plain")
    return show(code)


def apologise(error: InternalServerError) -> ResponseReturnValue:
    """Answer a fault of ours: nothing of it reaches the visitor but a number to quote."""
    if isinstance(error.original_exception, IntegrityError):
        return yield_to_another(error.original_exception)
    db.session.rollback()
    log.error("fault", exc_info=error.original_exception)
    return show(500)


def yield_to_another(clash: IntegrityError) -> ResponseReturnValue:
    """Answer whoever came second where the database keeps a thing once: look again."""
    db.session.rollback()
    log.warning("clash", exc_info=clash)
    return show(409)
