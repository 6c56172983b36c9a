"""Tell PyInstaller which files and modules of svctrade a frozen program needs."""

from PyInstaller.utils.hooks import collect_data_files, collect_submodules

# JSON, schema and checksums, and the files of the explorer page.
datas = collect_data_files("svctrade")
# Public names are imported on first use. The command line is left out without its extra.
hiddenimports = collect_submodules(
    "svctrade", lambda name: not name.startswith("svctrade._pyinstaller"), on_error="ignore"
)
