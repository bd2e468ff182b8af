"""Signatures over files, as OpenSSH makes and checks them with ``ssh-keygen -Y`` (PROTOCOL.sshsig).

Ed25519 alone: the same file and key give the same signature. A signature lies beside its file, as FILE.sig.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.errors import ConfigError
from briefing.files import opened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from briefing.configuration.project import SigningConfig

SIGNATURE = ".sig"  # what the name of a signature has behind that of its file
SIGNED = ("json", "pdf")  # the files of an edition that are signed, by ending
NAMESPACE = "file"  # as `ssh-keygen -Y sign -n file`
KIND = "ssh-ed25519"

_MAGIC = b"SSHSIG"
_HASH = "sha512"
_LINE = 70  # characters, as ssh-keygen writes it
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_ARMOUR = re.compile(rf"\A{_BEGIN}\s+([A-Za-z0-9+/=\s]+){_END}\s*\Z".encode())
_MAKE_ONE = "Make one: ssh-keygen -t ed25519 -f FILE   (see docs/verifying.md)"


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: a private key that does not show in its repr."""

    key: Ed25519PrivateKey = field(repr=False)

    def sign(self, content: bytes) -> bytes:
        """The armoured signature over a file's content."""
        public = self.key.public_key().public_bytes_raw()
        signature = _string(KIND) + _string(self.key.sign(_signed(content)))
        blob = _MAGIC + (1).to_bytes(4, "big")
        blob += b"".join(
            _string(one) for one in (_string(KIND) + _string(public), NAMESPACE, "", _HASH, signature)
        )
        text = base64.b64encode(blob).decode()
        lines = [text[at : at + _LINE] for at in range(0, len(text), _LINE)]
        return "\n".join([_BEGIN, *lines, _END, ""]).encode()

    def beside(self, contents: Mapping[str, bytes]) -> dict[str, bytes]:
        """The signatures of an edition's files, by ending."""
        return {f"{name}{SIGNATURE}": self.sign(contents[name]) for name in SIGNED if name in contents}


@dataclass(frozen=True, slots=True)
class KnownSigner:
    """A public key that is trusted, and whose it is said to be."""

    public: bytes  # the 32 bytes
    name: str


def signed_by(content: bytes, signature: bytes) -> bytes:
    """The public key that made a signature over this content.

    Raises ValueError for a signature that does not hold, or is of a sort that is not made here.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    armour = _ARMOUR.match(signature)
    if armour is None:
        raise ValueError("not a signature of OpenSSH")
    try:
        blob = base64.b64decode(b"".join(armour[1].split()), validate=True)
        if not blob.startswith(_MAGIC + (1).to_bytes(4, "big")):
            raise ValueError("a signature of another sort")
        key, namespace, reserved, hashed, made = _strings(blob[len(_MAGIC) + 4 :], 5)
        kind, public = _strings(key, 2)
        made_kind, raw = _strings(made, 2)
    except (binascii.Error, IndexError) as error:
        raise ValueError("a damaged signature") from error
    if kind != KIND.encode() or made_kind != kind:
        raise ValueError("not made with an Ed25519 key; check it with ssh-keygen -Y verify")
    if (namespace, reserved) != (NAMESPACE.encode(), b"") or hashed not in (b"sha512", b"sha256"):
        raise ValueError(f"not made for files (ssh-keygen -Y sign -n {NAMESPACE})")
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(raw, _signed(content, hashed.decode()))
    except InvalidSignature:
        raise ValueError("the signature is not over this file") from None
    return public


def print_of(public: bytes) -> str:
    """A public key's fingerprint, as `ssh-keygen -l` shows it."""
    digest = hashlib.sha256(_string(KIND) + _string(public)).digest()
    return f"SHA256:{base64.b64encode(digest).decode().rstrip('=')}"


def read_signers(path: Path) -> tuple[KnownSigner, ...]:
    """The keys in a public key's file or an allowed_signers file. Raises ConfigError for anything else."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        cause = f"cannot be read: {getattr(error, 'strerror', None) or 'not a text'}"
        raise ConfigError("signers", where=str(path), cause=cause) from error
    try:
        signers = tuple(
            _known(line.split(), path) for line in lines if line.strip() and not line.lstrip().startswith("#")
        )
    except (ValueError, IndexError) as error:
        raise ConfigError("signers", where=str(path), cause=str(error)) from error
    if not signers:
        raise ConfigError("signers", where=str(path), cause="there is no key in it")
    return signers


def _known(words: list[str], path: Path) -> KnownSigner:
    """One line: "ssh-ed25519 KEY comment", or "names [options] ssh-ed25519 KEY comment"."""
    if KIND not in words[:3]:
        raise ValueError(f"a line without an Ed25519 public key: {' '.join(words)[:60]}")
    at = words.index(KIND)
    options = words[1] if at == 2 else ""
    if options and options != f'namespaces="{NAMESPACE}"':
        raise ValueError(f"the option {options[:60]} is not understood; check with ssh-keygen -Y verify")
    try:
        kind, public = _strings(base64.b64decode(words[at + 1], validate=True), 2)
    except (binascii.Error, IndexError) as error:
        raise ValueError("a damaged public key") from error
    if kind != KIND.encode() or len(public) != 32:
        raise ValueError("a damaged public key")
    return KnownSigner(public, words[0] if at else " ".join(words[2:]) or path.name)


# --- the private key ------------------------------------------------------------------------------


def find_signer(settings: SigningConfig, root: Path, environ: Mapping[str, str]) -> Signer:
    """The key that a project signs with, from its file or the keyring.

    Raises ConfigError where it is missing, may be read by others, needs another passphrase or is none that
    can be used.
    """
    if settings.key is None:
        where = f'keyring entry "{settings.keyring_service}" of "key"'
        kept = _from_keyring(settings.keyring_service or "", "key")
        if not kept:
            advice = f"Put it there: python -m keyring set {settings.keyring_service} key < FILE"
            raise ConfigError("signing key", where=where, cause="there is none", advice=advice)
        return _signer(kept.strip().encode() + b"\n", where, settings, environ)
    path = root / Path(settings.key).expanduser()
    return _signer(_private(path), str(path), settings, environ)


def _private(path: Path) -> bytes:
    """A private key's file, refused where others may read it, as ssh does."""
    try:
        with opened(path) as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise ConfigError("signing key", where=str(path), cause="not a file", advice=_MAKE_ONE)
            if os.name == "posix" and about.st_mode & 0o077:
                mode = stat.S_IMODE(about.st_mode)
                cause = f"others may read it (its mode is {mode:04o}), so nothing is signed with it"
                raise ConfigError("signing key", where=str(path), cause=cause, advice=f"chmod 600 {path}")
            return file.read(100_000)
    except OSError as error:
        cause = f"cannot be read: {error.strerror or error}"
        raise ConfigError("signing key", where=str(path), cause=cause, advice=_MAKE_ONE) from error


def _signer(content: bytes, where: str, settings: SigningConfig, environ: Mapping[str, str]) -> Signer:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_ssh_private_key

    if b"PRIVATE KEY" not in content:
        raise ConfigError("signing key", where=where, cause="not a private key of OpenSSH", advice=_MAKE_ONE)
    try:
        key: Any = load_ssh_private_key(content, None)
    except TypeError:  # it has a passphrase
        passphrase = environ.get(settings.passphrase_env, "").rstrip("\r\n")
        if not passphrase and settings.key and settings.keyring_service:
            passphrase = _from_keyring(settings.keyring_service, "passphrase") or ""
        advice = (
            f"Set the environment variable {settings.passphrase_env}, or use the keyring: docs/verifying.md"
        )
        if not passphrase:
            cause = "it has a passphrase, and none is given"
            raise ConfigError("signing key", where=where, cause=cause, advice=advice) from None
        try:
            key = load_ssh_private_key(content, passphrase.encode())
        except ValueError:
            cause = "the passphrase is not the right one"
            raise ConfigError("signing key", where=where, cause=cause, advice=advice) from None
    except (ValueError, UnsupportedAlgorithm) as error:
        cause = f"not a private key that can be read ({error})"
        raise ConfigError("signing key", where=where, cause=cause, advice=_MAKE_ONE) from error
    if not isinstance(key, Ed25519PrivateKey):
        cause = "not an Ed25519 key, whose signatures are the same every time"
        raise ConfigError("signing key", where=where, cause=cause, advice=_MAKE_ONE)
    return Signer(key)


def _from_keyring(service: str, username: str) -> str | None:
    try:
        import keyring

        return keyring.get_password(service, username)
    except Exception as error:  # backends pass on whatever their desktop's service raises
        reason = " ".join(str(error).split()) or type(error).__name__
        where = f'keyring entry "{service}" of "{username}"'
        cause = f"the keyring of this machine cannot be asked ({reason})"
        advice = "Name the key's file instead: signing: {key: FILE}"
    raise ConfigError("signing key", where=where, cause=cause, advice=advice)


# --- the form -------------------------------------------------------------------------------------


def _signed(content: bytes, hashed: str = _HASH) -> bytes:
    """What the key signs for a content."""
    digest = hashlib.new(hashed, content).digest()
    return _MAGIC + b"".join(_string(one) for one in (NAMESPACE, "", hashed, digest))


def _string(value: str | bytes) -> bytes:
    raw = value.encode() if isinstance(value, str) else value
    return len(raw).to_bytes(4, "big") + raw


def _strings(blob: bytes, count: int) -> list[bytes]:
    """The strings that a blob is made of. Raises IndexError where there are not just ``count``."""
    found = list(_split(blob))
    if len(found) != count:
        raise IndexError(count)
    return found


def _split(blob: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(blob):
        end = at + 4 + int.from_bytes(blob[at : at + 4], "big")
        if end > len(blob):
            raise IndexError(at)
        yield blob[at + 4 : end]
        at = end
