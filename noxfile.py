"""The routine checks: ``nox`` runs them, ``nox -s lint`` one, ``nox -t whole`` the long ones."""

import nox

nox.options.default_venv_backend = "venv"
nox.options.sessions = [
    "tests",
    "core",
    "lowest",
    "types",
    "lint",
    "data",
    "trust",
    "browser",
    "docs",
    "dist",
]

PROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = nox.project.python_versions(PROJECT)
TRUST = [f"tests/test_{name}.py" for name in ("everywhere", "hostile", "lateness", "sessions")]


@nox.session(python=PYTHONS, tags=["whole"])
def tests(session: nox.Session) -> None:
    """Run every test and example, on what is installed, and see that every branch was taken."""
    session.install(".[test]")
    session.run(
        "pytest", "--cov", "-n", "2", "--dist", "loadfile", env={"PYTHONWARNDEFAULTENCODING": "1"}
    )


@nox.session(python=PYTHONS, tags=["whole"])
def core(session: nox.Session) -> None:
    """Ask the core where nothing but its dependencies is installed."""
    session.install(".")
    session.run("python", "tools/check_core.py")


@nox.session(python=PYTHONS[0], tags=["whole"])
def lowest(session: nox.Session) -> None:
    """Run the tests with the lowest versions of the dependencies that are declared."""
    session.install(".[test]")
    lowest = [d.replace(">=", "==") for d in PROJECT["project"]["dependencies"]]
    session.install(*lowest)
    session.run("pytest", "-n", "2", "--dist", "loadfile")


@nox.session(tags=["whole"])
def types(session: nox.Session) -> None:
    """Check the types, as three checkers see them, and that each public one is written out."""
    session.install("-e", ".[dev]")
    session.run("mypy")
    session.run("pyright")
    session.run("pyrefly", "check")
    # What is installed, and not the sources, is what has to be complete.
    session.install("--no-deps", "--force-reinstall", ".")
    session.run("pyright", "--ignoreexternal", "--verifytypes", "svctrade")


@nox.session(python=PYTHONS[1], tags=["whole"])
def fuzz(session: nox.Session) -> None:
    """Fuzz the readers for as many seconds as are given, a minute where none are."""
    session.install(".[excel]", "atheris")
    session.run("python", "tools/fuzz.py", *session.posargs)


@nox.session(python=PYTHONS[1])
def bench(session: nox.Session) -> None:
    """Run the queries of docs/scale.md, and measure against the targets; run by hand."""
    session.install(".[bench]")
    session.run("python", "-m", "pytest", "benchmarks")
    session.run("python", "-m", "benchmarks", *session.posargs)


@nox.session(python=PYTHONS[1], tags=["whole"])
def mutants(session: nox.Session) -> None:
    """Change the source in thousands of places, and see that the tests notice; an hour."""
    session.install("-e", ".[test]", "mutmut>=3.8")
    session.run("python", "tools/mutants.py", *session.posargs)


@nox.session(tags=["whole"])
def trust(session: nox.Session) -> None:
    """Run what shows that it can be relied on: sessions, hostile input, odd places, the face."""
    session.install("-e", ".[test]")
    session.run(
        "pytest", "-q", "-n", "2", "--dist", "loadfile", *TRUST, env={"HYPOTHESIS_PROFILE": "quick"}
    )
    session.run("python", "tools/build_docs.py", "--check")


@nox.session(tags=["whole"])
def browser(session: nox.Session) -> None:
    """Ask the page in a real browser, which has to be there."""
    session.install("-e", ".[browser,test]")
    session.run("pytest", "tests/browser/test_explorer.py", env={"SVCTRADE_BROWSER": "required"})


@nox.session(tags=["whole"])
def docs(session: nox.Session) -> None:
    """Build the site in both languages without a warning, and look at it in a browser."""
    session.install("-e", ".[dev]")
    session.run("python", "tools/build_site.py", "build/site")
    needed = {"SVCTRADE_BROWSER": "required", "SVCTRADE_SITE": "build/site"}
    session.run("pytest", "-q", "tests/browser/test_site.py", env=needed)


@nox.session(tags=["whole"])
def dist(session: nox.Session) -> None:
    """Build the wheel and the sdist twice, see that they are equal, and list what they need."""
    session.install("build", "twine", "cyclonedx-bom")
    session.run("python", "tools/check_dist.py", *session.posargs)


@nox.session(tags=["whole"])
def audit(session: nox.Session) -> None:
    """Ask whether a weakness of a dependency is known; it needs the network."""
    session.install(".[all]", "pip-audit")
    session.run("pip-audit", "--skip-editable", "--local")


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and form."""
    session.install("ruff")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")


@nox.session(tags=["whole"])
def data(session: nox.Session) -> None:
    """See that the committed data and pages are what their sources give."""
    session.install("-e", ".[test]")
    session.run("python", "tools/build_data.py", "--check")
    session.run("python", "tools/build_docs.py", "--check")
