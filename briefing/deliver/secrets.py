"""The mail password: from the environment or from the keyring, never from a file of the project."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.configuration.project import DeliveryConfig


@dataclass(frozen=True, slots=True)
class Password:
    """A password that does not show in its repr, and where it came from in words."""

    value: str = field(repr=False)
    origin: str


def find_password(settings: DeliveryConfig, environ: Mapping[str, str]) -> Password | None:
    """The password for ``settings.username``, from the environment, else the keyring; None without one.

    The keyring is asked only where ``settings.keyring_service`` names an entry. Raises DeliveryError where it
    cannot be asked on this machine.
    """
    if settings.username is None:
        return None
    variable, service = settings.password_env, settings.keyring_service
    if value := environ.get(variable, "").rstrip("\r\n"):  # a secret file ends with a line break
        return Password(value, f"the environment variable {variable}")
    if service and (kept := _from_keyring(service, settings.username, variable)):
        return Password(kept, f'the keyring entry "{service}" of "{settings.username}"')
    return None


def _from_keyring(service: str, username: str, variable: str) -> str | None:
    try:
        import keyring

        return keyring.get_password(service, username)
    except Exception as error:
        # Backends pass on whatever their desktop's or system's service raises, not keyring's own errors
        # alone.
        reason = " ".join(str(error).split()) or type(error).__name__
        failure = DeliveryError(
            "no mail password",
            where=f'keyring entry "{service}" of "{username}"',
            cause=f"the keyring of this machine cannot be asked ({reason})",
            advice=f"Set the environment variable {variable} instead.",
        )
    raise failure
