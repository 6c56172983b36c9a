"""Arrow tables and Parquet, by pyarrow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from ..exceptions import import_optional

_module = partial(import_optional, extra="arrow")


def build_arrow_table(
    columns: Iterable[tuple[str, str, Sequence[Any], Sequence[str], bool]],
) -> Any:
    """Return a `pyarrow.Table`; a column is its name, kind, values, labels and whether ordered.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    pyarrow = _module("pyarrow")
    types = {
        "integer": pyarrow.int64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
        "text": pyarrow.string(),
        "texts": pyarrow.list_(pyarrow.string()),
    }
    arrays: dict[str, Any] = {}
    for name, kind, values, labels, ordered in columns:
        if kind == "category":
            places = {label: n for n, label in enumerate(labels)}
            indices = [None if value is None else places[value] for value in values]
            arrays[name] = pyarrow.DictionaryArray.from_arrays(
                pyarrow.array(indices, pyarrow.int32()),
                pyarrow.array(labels, pyarrow.string()),
                ordered=ordered,
            )
        else:
            arrays[name] = pyarrow.array([*values], types[kind])
    return pyarrow.table(arrays)


def encode_parquet(table: Any) -> bytes:
    """Return the content of a Parquet file of a `pyarrow.Table`."""
    out = _module("pyarrow").BufferOutputStream()
    _module("pyarrow.parquet").write_table(table, out)
    content: bytes = out.getvalue().to_pybytes()
    return content


def read_parquet_metadata(path: Path) -> dict[bytes, bytes]:
    """Return the metadata of a Parquet file's schema; nothing where it is no such file.

    Raises:
        MissingExtraError: pyarrow is not installed.
        OSError: the file cannot be read.
    """
    pyarrow = _module("pyarrow")
    try:
        schema = _module("pyarrow.parquet").read_schema(path)
    except pyarrow.ArrowInvalid:
        return {}
    return {**(schema.metadata or {})}
