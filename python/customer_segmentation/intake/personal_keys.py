"""The key that stands for a personal value: a keyed hash of the value as staging would clean it.

Two spellings that staging takes for one give one key, so that staging recognises a respondent by the key alone. The
cleaning is the project's own macro, rendered here; the hash is HMAC-SHA256 (RFC 2104), cut to 128 bits.
"""

import functools
import hashlib
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

import jinja2

from customer_segmentation.declarations import Column
from customer_segmentation.intake.reasons import RefusedError
from customer_segmentation.settings import Settings

# what a reader sees where a value was; the key behind it leads a corrected row back to the same respondent
REMOVED = "ลบแล้ว (PDPA)"
KEY = "p:[0-9a-f]{32}"
# types of columns whose value says who somebody is; any other personal column holds what somebody said
IDENTITIES = ("email", "name", "phone")
SECRET_VARIABLE = "PERSONAL_SECRET"
_BLOCK = 64
# what of a cleaned text decides its key, in Jinja and SQL: one form for every spelling of an identity
_FORMS = {
    "email": "coalesce({{ parse_email(text) }}, lower({{ text }}))",
    "name": "replace(lower({{ text }}), ' ', '')",
    # Excel drops a leading zero; +66 stands for it
    "phone": "coalesce(replace({{ parse_phone(text) }}, '+66', '0'), "
    "regexp_replace(regexp_replace({{ text }}, '[^0-9]', '', 'g'), '^(0|66([0-9]{8,9})$)?', '0\\2'))",
}
_CLEANED = "{{ known_text(clean_text(text)) }}"


class PersonalKeyError(RefusedError):
    """The secret of this data folder is gone or another one."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"รหัสลับของข้อมูลส่วนบุคคล ({place}) หายไปหรือไม่ตรงกับที่เคยใช้ลบข้อมูล หากทำต่อ ข้อมูลที่ลบแล้วจะกลับมา "
            "โปรดนำรหัสลับเดิมกลับมาจากสำรองข้อมูล",
            f"The secret of the personal data ({place}) is gone or is not the one that earlier purges used; "
            "what was purged would come back. Restore it from the backup.",
        )


class Keys:
    """The keys of one data folder: what its secret makes of a value, as SQL."""

    def __init__(self, secret: str, macros: Path) -> None:
        """Take the secret and the folder of the project's macros."""
        self._secret = hashlib.sha256(secret.encode()).digest()
        self._macros = macros
        cleaning = self.cleaned("value") + "".join(self._form("value", kind) for kind in IDENTITIES)
        described = hashlib.sha256(self._secret + cleaning.encode()).hexdigest()
        # what a landing rests on beside the bytes of a file: the secret and how a value is cleaned
        self.fingerprint = described[:16]
        # what a purge rests on: the secret alone
        self.secret_fingerprint = hashlib.sha256(b"fingerprint" + self._secret).hexdigest()[:16]

    def cleaned(self, text: str) -> str:
        """Return the SQL of a cell's text as staging cleans it: null where it says nothing."""
        return _rendered(self._macros, _CLEANED, text)

    def key(self, text: str, clean: str, kind: str) -> str:
        """Return the SQL of what lands for the cell `text`: its key, or the cell itself where it says nothing.

        Parameters
        ----------
        text, clean
            SQL expressions: the cell as written, and `cleaned` of it.
        kind
            The declared type of the column.
        """
        # a telephone number without digits is what was written
        form = f"coalesce(nullif({self._form(clean, kind)}, '0'), {clean})"
        inner = f"unhex(sha256(unhex('{self._padded(0x36)}') || encode({form})))"
        digest = f"sha256(unhex('{self._padded(0x5C)}') || {inner})"
        return (
            f"case when {clean} is null then {text} when {is_key(text)} then right({text}, 34) "
            f"else 'p:' || left({digest}, 32) end"
        )

    def _form(self, clean: str, kind: str) -> str:
        return _rendered(self._macros, _FORMS[kind], clean) if kind in _FORMS else clean

    def _padded(self, pad: int) -> str:
        return bytes(byte ^ pad for byte in self._secret.ljust(_BLOCK, b"\x00")).hex()


def is_key(text: str) -> str:
    """Return the SQL that tells a key, with or without the words for a removed value before it."""
    mark = REMOVED.replace("(", "[(]").replace(")", "[)]")
    return f"regexp_full_match({text}, '({mark} )?{KEY}')"


def personal_kinds(columns: Sequence[Column]) -> dict[str, str]:
    """Return the declared type of each personal column, by its name."""
    return {column.name: column.type for column in columns if column.personal}


def open_keys(settings: Settings, used: frozenset[str]) -> Keys:
    """Return the keys of a data folder; its secret is made on first use unless the environment gives one.

    Parameters
    ----------
    settings
        Where the store lies.
    used
        Fingerprints of the secrets that earlier purges used.

    Raises
    ------
    PersonalKeyError
        If what was purged was purged under another secret.
    """
    path = settings.personal_dir / "secret"
    given = os.environ.get(SECRET_VARIABLE)
    if not given and not path.exists():
        if used:
            raise PersonalKeyError(str(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32) + "\n")
    keys = Keys(given or path.read_text(encoding="utf-8").strip(), settings.project_dir / "macros")
    if used - {keys.secret_fingerprint}:
        raise PersonalKeyError(SECRET_VARIABLE if given else str(path))
    return keys


@functools.cache
def _rendered(macros: Path, template: str, text: str) -> str:
    """Return the SQL that cleaning macros make of the expression `text`; these need nothing of dbt but Jinja."""
    names = ("engine/let.sql", "engine/regex.sql", "cleaning/text.sql", "cleaning/contacts.sql")
    sources = "\n".join((macros / name).read_text(encoding="utf-8") for name in names)
    return jinja2.Environment(autoescape=False).from_string(sources + template).render(text=text).strip()
