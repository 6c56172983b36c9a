"""The options of what is printed."""

import os


class Options:
    """How records, sets and reports print. `svctrade.options` is the only one.

    >>> import svctrade
    >>> svctrade.options.lang = "zh"
    >>> print(svctrade.measure(59).coverage)
    普遍适用：各试点地区
    >>> svctrade.options.lang = None
    """

    __module__ = "svctrade"

    def __init__(self) -> None:
        self._lang: str | None = None

    @property
    def lang(self) -> str:
        """The language of what is printed: ``"en"`` or ``"zh"``.

        ``None`` makes it what the environment variable ``SVCTRADE_LANG`` says, else English.

        Raises:
            ValueError: the value, or that of the variable, is no such language.

        >>> import svctrade
        >>> svctrade.options.lang = "zh"
        >>> svctrade.options.lang
        'zh'
        >>> svctrade.options.lang = None
        """
        return self._lang or _checked("SVCTRADE_LANG", os.environ.get("SVCTRADE_LANG") or "en")

    @lang.setter
    def lang(self, value: str | None) -> None:
        self._lang = value and _checked("svctrade.options.lang", value)


def _checked(name: str, lang: str) -> str:
    if lang not in ("en", "zh"):
        raise ValueError(f"{name} is {lang!r}; expected 'en' or 'zh'")
    return lang


options: Options = Options()
