"""Words of writing: what an author is told, and how to put it right."""

from flask_babel import lazy_gettext as _

from portal.science.rules import VersionKind

KINDS = {
    VersionKind.SUBMITTED: _("送审"),
    VersionKind.PUBLISHED: _("发布"),
    VersionKind.CORRECTED: _("更正"),
}
WRITING = {
    "picture_missing": _("请选一个图片文件"),
    "sound_word": _("录音"),
    "sound_missing": _("请选一个录音文件"),
    "sound_kind": _("只能上传 MP3、M4A 或 OGG 录音，这个文件不是"),
    "sound_film": _("这是一段视频。请先把声音另存为 MP3 或 M4A，再上传"),
    "sound_broken": _("这个录音打不开，可能已经损坏，请重新导出再上传"),
    "sound_held": _("这个录音的编码认不出，请另存为 MP3 再上传"),
    "sound_big": _("录音超过 30 MB，请截短或降低音质再上传"),
    "sound_many": _("一篇稿件最多 5 段录音"),
    "sound_title": _("请给这段录音写一个名字"),
    "sound_words": _("请写出录音里说的或唱的，听不见的人靠它了解"),
    "sound_wanted": _("这个栏目的稿件要有录音，请先上传录音再送审"),
    "file_empty": _("这个文件是空的，请重新选"),
    "licence_missing": _("请选一项。没有许可的文件不能上传"),
    "address_insecure": _("请写完整的网址，以 https:// 开头"),
    "live_host": _("这个网址不在可用的直播网站里，请换一个，或请编辑联系食安办增加"),
    "series_unknown": _("没有这个系列，请重新选"),
    "series_taken": _("这个系列里已经有这一篇，请换一个数"),
    "document_word": _("文件"),
    "document_missing": _("请选一个文件"),
    "document_big": _("文件超过 10 MB，请压缩后再上传"),
    "document_held": _("这个文件清理不了隐藏信息，请另存为 PDF 或 PNG 再上传"),
    "ages_order": _("最大年龄小于最小年龄，请核对"),
    "lesson_empty": _("请至少写一篇已发布的文章"),
    "lesson_long": _("一个教学包最多 12 篇文章"),
    "lesson_unknown": _("有的文章还没有发布或已经撤下，请核对网址"),
    "lesson_public": _("教学包已经公开，不能再改。请撤回后另做一个"),
    "lesson_not_public": _("教学包没有公开，不用撤回"),
    "sheets_many": _("一个教学包最多 6 张练习单"),
    "sheet_title": _("请给这张练习单写一个名字"),
    "brand_unknown": _("请选一个品牌"),
    "sign_known": _("这个文件已经在这里了"),
    "sign_name": _("请写标识的名称"),
    "sign_rules": _("请写清可以怎么用、不可以怎么用"),
    "plan_missing": _("请写教学步骤"),
    "summary_lesson": _("请用一两句话说这堂课讲什么"),
    "two_windows": _(
        "您打开之后，这篇稿件在别处存过。两份都在下面：核对之后再保存，就以您这一份为准"
    ),
    "note_line_missing": _("这一版没有这一行，请刷新后再写"),
    "note_text_missing": _("请写下您的意见"),
    "answer_missing": _("请写下您的答复"),
    "note_resolved": _("这条意见已经处理过了"),
    "live_url_missing": _("请写直播网址"),
    "lecturer_missing": _("请写主讲人"),
}
# What a column's own questions are headed with, and what helps to answer each.
ASKED = {
    "live": _("直播链接"),
    "lectures": _("讲课信息"),
    "stories": _("写给多大的孩子"),
    "songs": _("词曲作者"),
}
ASKED_HINTS = {
    "live_url": _("以 https:// 开头。只能是本地认可的直播网站"),
    "replay_url": _("直播结束后补上，读者可以再看"),
    "lecturer": _("姓名和单位，例如：示例检验所 示例讲师"),
    "held_on": _("哪一天讲的，或者哪一天要讲"),
    "slides_url": _("以 https:// 开头，指向可以公开的课件"),
    "video_url": _("以 https:// 开头，指向可以公开的录像"),
    "ages": _("例如：6 到 9 岁，大人陪着读"),
    "words_by": _("可以用笔名"),
    "music_by": _("用了别人的曲子，要先得到同意，并写明是谁的"),
}
