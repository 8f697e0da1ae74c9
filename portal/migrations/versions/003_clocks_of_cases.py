"""clocks of cases."""

import sqlalchemy as sa
from alembic import op

revision = "003"
down_revision = "002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "case_clock_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("clock", sa.String(length=40), nullable=True),
        sa.Column("cause", sa.String(length=40), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("approved_by", sa.String(length=60), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_case_clock_fact_case_id_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_clock_fact")),
    )
    with op.batch_alter_table("case_clock_fact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_clock_fact_case_id"), ["case_id"], unique=False)

    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("filed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("first_decided_at", sa.DateTime(timezone=True), nullable=True)
        )
        batch_op.add_column(sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.drop_column("stopped_at")
        batch_op.drop_column("reopened_at")
        batch_op.drop_column("first_decided_at")
        batch_op.drop_column("filed_at")

    with op.batch_alter_table("case_clock_fact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_clock_fact_case_id"))

    op.drop_table("case_clock_fact")
