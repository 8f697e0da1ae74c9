"""Samples, what was measured of them, and what was said of them to the public."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index, String, extract, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.enterprises.holdings import name_holding
from portal.enterprises.models import Enterprise
from portal.kernel.db import Base
from portal.sampling.masking import shown_address, shown_details, shown_name, shown_text
from portal.sampling.models.imports import SampleImport
from portal.sampling.models.publication import Announcement
from portal.sampling.rules.batches import (
    LISTED,
    BatchStage,
    ChainStage,
    DateKind,
    Domain,
    Result,
    TaskKind,
)

if TYPE_CHECKING:
    from portal.sampling.models.disposals import Disposal


class SampleBatch(Base):
    """One sample taken. Names are kept as the source writes them and shown masked."""

    __tablename__ = "sample_batch"
    __table_args__ = (
        Index("ix_sample_batch_newest", "is_listed", "shown_on", "id"),
        Index("ix_sample_batch_ratio", "is_listed", "largest_ratio", "id"),
        Index("ix_sample_batch_product", "product", "shown_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    identity: Mapped[str] = mapped_column(String(100), unique=True)
    number: Mapped[str | None] = mapped_column(String(80), index=True)
    domain: Mapped[Domain]
    kind: Mapped[TaskKind] = mapped_column(index=True)
    task: Mapped[str] = mapped_column(String(300), default="")
    category: Mapped[str] = mapped_column(String(80), default="")
    subcategory: Mapped[str] = mapped_column(String(80), default="")
    product: Mapped[str] = mapped_column(String(200))
    spec: Mapped[str] = mapped_column(String(200), default="")
    trademark: Mapped[str] = mapped_column(String(200), default="")
    product_date_text: Mapped[str] = mapped_column(String(200), default="")
    product_date_on: Mapped[date | None]
    product_date_kind: Mapped[DateKind | None]
    batch_number: Mapped[str] = mapped_column(String(200), default="")
    maker_name: Mapped[str] = mapped_column(String(300), default="")
    maker_address: Mapped[str] = mapped_column(String(300), default="")
    maker_code: Mapped[str] = mapped_column(String(18), default="")
    maker_id: Mapped[int | None] = mapped_column(ForeignKey("enterprise.id"), index=True)
    seller_name: Mapped[str] = mapped_column(String(300), default="")
    seller_address: Mapped[str] = mapped_column(String(300), default="")
    seller_code: Mapped[str] = mapped_column(String(18), default="")
    seller_id: Mapped[int | None] = mapped_column(ForeignKey("enterprise.id"), index=True)
    region_code: Mapped[str | None] = mapped_column(String(12))
    stage: Mapped[ChainStage | None]
    stage_text: Mapped[str] = mapped_column(String(300), default="")
    sampler: Mapped[str] = mapped_column(String(300), default="")
    laboratory: Mapped[str] = mapped_column(String(300), default="")
    publisher: Mapped[str] = mapped_column(String(300), default="")
    announcement_number: Mapped[str] = mapped_column(String(120), default="")
    announcement_title: Mapped[str] = mapped_column(String(300), default="")
    announcement_id: Mapped[int | None] = mapped_column(ForeignKey("announcement.id"), index=True)
    sampled_on: Mapped[date | None]
    reported_on: Mapped[date | None]
    announced_on: Mapped[date | None]
    result: Mapped[Result] = mapped_column(index=True)
    largest_ratio: Mapped[float | None]
    remark: Mapped[str] = mapped_column(String(2000), default="")
    measures: Mapped[str] = mapped_column(String(2000), default="")
    source_url: Mapped[str] = mapped_column(String(500), default="")
    # What only some goods have (批准文号, 注册证号, 剂型, …), by the names of rules.details.
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    doubts: Mapped[list[str]]
    search_text: Mapped[str] = mapped_column(default="")
    batch_stage: Mapped[BatchStage] = mapped_column(default=BatchStage.WAITING, index=True)
    # A code of the place's parameters sampling.hold.*: the lawful reasons are data.
    hold_reason: Mapped[str | None] = mapped_column(String(40))
    is_listed: Mapped[bool] = mapped_column(default=False)
    shown_on: Mapped[date | None]
    shown_year: Mapped[int | None]
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawal_reason: Mapped[str] = mapped_column(String(500), default="")
    version: Mapped[int] = mapped_column(default=0)
    import_id: Mapped[int] = mapped_column(ForeignKey("sample_import.id"), index=True)
    line: Mapped[int]
    items: Mapped[list["TestItem"]] = relationship(
        back_populates="batch", order_by="TestItem.position", cascade="all, delete-orphan"
    )
    versions: Mapped[list["BatchVersion"]] = relationship(
        back_populates="batch", order_by="BatchVersion.version.desc()"
    )
    disposal: Mapped["Disposal | None"] = relationship(back_populates="batch")
    source: Mapped[SampleImport] = relationship()
    maker: Mapped[Enterprise | None] = relationship(foreign_keys=[maker_id])
    seller: Mapped[Enterprise | None] = relationship(foreign_keys=[seller_id])
    announcement: Mapped[Announcement | None] = relationship()

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it."""
        return self.batch_stage in LISTED

    @property
    def maker_shown(self) -> str:
        """The maker as everybody may read it."""
        return shown_name(self.maker_name)

    @property
    def seller_shown(self) -> str:
        """The seller as everybody may read it."""
        return shown_name(self.seller_name)

    @property
    def maker_address_shown(self) -> str:
        """The maker's address; none beside a person's name (个人信息保护法)."""
        return shown_address(self.maker_address, beside=self.maker_name)

    @property
    def seller_address_shown(self) -> str:
        """The seller's address; none beside a person's name."""
        return shown_address(self.seller_address, beside=self.seller_name)

    @property
    def remark_shown(self) -> str:
        """The source's remark without telephone and identity numbers, its persons masked."""
        return shown_text(self.remark, self.maker_name, self.seller_name)

    @property
    def task_shown(self) -> str:
        """The task as the source names it, its persons masked."""
        return shown_text(self.task, self.maker_name, self.seller_name)

    @property
    def details_shown(self) -> dict[str, str]:
        """What only some kinds of goods have, as everybody may read it: persons are masked."""
        return shown_details(self.details)

    @property
    def measures_shown(self) -> str:
        """What the source says was done, as everybody may read it."""
        return shown_text(self.measures, self.maker_name, self.seller_name)

    @property
    def failed_items(self) -> list["TestItem"]:
        """The items that were not as they must be, the farthest beyond its limit first."""
        failed = [item for item in self.items if item.is_failed]
        return sorted(failed, key=lambda item: -(item.ratio or 0))


class TestItem(Base):
    """One thing measured: the texts of the source, and the numbers in them where they are plain."""

    __tablename__ = "test_item"
    __test__ = False  # pytest takes every Test… for a test

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("sample_batch.id"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(1000))
    value_text: Mapped[str] = mapped_column(String(2000), default="")
    limit_text: Mapped[str] = mapped_column(String(2000), default="")
    unit: Mapped[str | None] = mapped_column(String(20))
    value: Mapped[float | None]
    limit_low: Mapped[float | None]
    limit_high: Mapped[float | None]
    limit_kind: Mapped[str] = mapped_column(String(20), default="")
    ratio: Mapped[float | None]
    is_failed: Mapped[bool] = mapped_column(default=False)
    cause: Mapped[str] = mapped_column(String(300), default="")
    basis: Mapped[str] = mapped_column(String(300), default="")
    line: Mapped[int]
    batch: Mapped[SampleBatch] = relationship(back_populates="items")


class BatchVersion(Base):
    """What a batch said to the public from some moment on. Never changed, never deleted."""

    __tablename__ = "batch_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("sample_batch.id"), index=True)
    version: Mapped[int]
    snapshot: Mapped[dict[str, Any]]
    note: Mapped[str] = mapped_column(String(500), default="")
    recorded_by: Mapped[str] = mapped_column(String(80))
    recorded_at: Mapped[datetime]
    batch: Mapped[SampleBatch] = relationship(back_populates="versions")


# The year a batch belongs to, and what is told of its disclosure: counted without opening a row.
year_of_batch = extract(
    "year", func.coalesce(SampleBatch.sampled_on, SampleBatch.announced_on, SampleBatch.shown_on)
)
Index(
    "ix_sample_batch_disclosure",
    year_of_batch,
    SampleBatch.batch_stage,
    SampleBatch.hold_reason,
    SampleBatch.reported_on,
    SampleBatch.shown_on,
)
name_holding(SampleBatch.maker_id, SampleBatch.seller_id)
