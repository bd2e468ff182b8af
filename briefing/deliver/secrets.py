"""The mail password: from the environment or from the keyring, never from a file of the project."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.deliver.settings import PASSWORD_ENV, MailSettings
from briefing.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Password:
    """A password that does not show in its repr, and where it came from in words."""

    value: str = field(repr=False)
    origin: str


def find_password(settings: MailSettings, environ: Mapping[str, str]) -> Password | None:
    """The password for ``settings.username``: the environment first, then the keyring; None where neither has one.

    The keyring is asked only where ``settings.keyring_service`` names an entry. Raises DeliveryError where it cannot be
    asked on this machine.
    """
    if settings.username is None:
        return None
    name = settings.password_env
    from_environment = (
        environ.get(name, "").rstrip("\r\n") if name else ""
    )  # a secret file ends with a line break
    if from_environment:
        return Password(from_environment, f"the environment variable {name}")
    if settings.keyring_service is None:
        return None
    value = _from_keyring(settings.keyring_service, settings.username, name or PASSWORD_ENV)
    if not value:
        return None
    return Password(value, f'the keyring entry "{settings.keyring_service}" of "{settings.username}"')


def _from_keyring(service: str, username: str, variable: str) -> str | None:
    try:
        import keyring

        return keyring.get_password(service, username)
    except Exception as error:
        # Backends pass on whatever their desktop's or system's service raises, not keyring's own errors alone.
        reason = " ".join(str(error).split()) or type(error).__name__
        failure = DeliveryError(
            "no mail password",
            where=f'keyring entry "{service}" of "{username}"',
            cause=f"the keyring of this machine cannot be asked ({reason})",
            advice=f"Set the environment variable {variable} instead.",
        )
    raise failure
