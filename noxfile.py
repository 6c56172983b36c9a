"""The routine checks: ``nox`` runs all, ``nox -s lint`` one."""

import nox

nox.options.default_venv_backend = "venv"
nox.options.sessions = ["tests", "types", "lint", "data"]

PYTHONS = nox.project.python_versions(nox.project.load_toml("pyproject.toml"))


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run every test and example, and see that every branch was taken."""
    session.install(".[test]")
    session.run("pytest", "--cov", env={"PYTHONWARNDEFAULTENCODING": "1"})


@nox.session
def types(session: nox.Session) -> None:
    """Check the types, as mypy and as pyright see them."""
    session.install("-e", ".[dev]")
    session.run("mypy")
    session.run("pyright")


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and form."""
    session.install("ruff")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")


@nox.session
def data(session: nox.Session) -> None:
    """See that the committed data and pages are what their sources give."""
    session.install("-e", ".[test]")
    session.run("python", "tools/build_data.py", "--check")
    session.run("python", "tools/build_docs.py", "--check")
