"""make routes: write the list of addresses anew, after a deliberate change of one."""

from deploy import tools
from deploy.console import finish


def main() -> int:
    """Write tests/architecture/routes.txt; what it says is reviewed with the change."""
    tools.ready()
    return tools.run("tests.architecture.guards.routes")


if __name__ == "__main__":
    finish(main)
