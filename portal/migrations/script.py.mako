<%!
    def steps(text):
        lines = [line for line in (text or "pass").splitlines() if "# ###" not in line]
        return "\n".join(lines).strip() or "pass"
%>"""${message}."""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    ${steps(upgrades)}


def downgrade() -> None:
    """Go back."""
    ${steps(downgrades)}
