"""Where the mail password comes from."""

from __future__ import annotations

import builtins

import keyring
import keyring.backend
import keyring.backends.fail
import pytest
from keyring.errors import KeyringLocked

from briefing.configuration.project import DeliveryConfig
from briefing.deliver.secrets import Password, find_password
from briefing.errors import DeliveryError


class Memory(keyring.backend.KeyringBackend):
    """A keyring of one run."""

    priority = 1

    def __init__(self, entries=None, error=None):
        super().__init__()
        self.entries, self.error = entries or {}, error

    def get_password(self, service, username):
        if self.error:
            raise self.error
        return self.entries.get((service, username))

    def set_password(self, service, username, password):
        self.entries[service, username] = password


@pytest.fixture
def use_keyring():
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


def mail(**changes):
    return DeliveryConfig(
        **{"sender": "desk@example.org", "host": "mail.example.org", "username": "desk", **changes}
    )


def test_the_environment_comes_first(use_keyring):
    use_keyring(Memory({("brief", "desk"): "from keyring"}))
    environ = {"BRIEFING_SMTP_PASSWORD": "from environment"}
    assert find_password(mail(keyring_service="brief"), environ) == Password(
        "from environment", "the environment variable BRIEFING_SMTP_PASSWORD"
    )


def test_the_name_of_the_variable_can_be_chosen_and_a_final_line_break_is_not_the_password():
    environ = {"BRIEFING_SMTP_PASSWORD": "wrong", "DESK": "right\n"}
    assert find_password(mail(password_env="DESK"), environ).value == "right"


@pytest.mark.parametrize("environ", [{}, {"BRIEFING_SMTP_PASSWORD": ""}])
def test_the_keyring_comes_second(use_keyring, environ):
    use_keyring(Memory({("brief", "desk"): "from keyring"}))
    assert find_password(mail(keyring_service="brief"), environ) == Password(
        "from keyring", 'the keyring entry "brief" of "desk"'
    )


@pytest.mark.parametrize("changes", [{}, {"keyring_service": "brief"}])
def test_no_password_anywhere(use_keyring, changes):
    use_keyring(Memory())
    assert find_password(mail(**changes), {}) is None


def test_without_a_user_name_no_password_is_looked_for(use_keyring):
    use_keyring(Memory(error=KeyringLocked("asked")))
    assert (
        find_password(mail(username=None, keyring_service="brief"), {"BRIEFING_SMTP_PASSWORD": "x"}) is None
    )


@pytest.mark.parametrize(
    "backend",
    [
        keyring.backends.fail.Keyring(),
        Memory(error=KeyringLocked("locked")),
        Memory(error=RuntimeError("the session bus is gone")),  # backends raise what their system raises
    ],
)
def test_a_keyring_that_cannot_be_asked_names_the_variable_to_set(use_keyring, backend):
    use_keyring(backend)
    with pytest.raises(DeliveryError) as caught:
        find_password(mail(keyring_service="brief"), {})
    assert caught.value.where == 'keyring entry "brief" of "desk"'
    assert caught.value.advice == "Set the environment variable BRIEFING_SMTP_PASSWORD instead."


def test_a_machine_without_the_keyring_package(monkeypatch):
    real = builtins.__import__

    def without_keyring(name, *args, **options):
        if name == "keyring":
            raise ImportError("No module named 'keyring'")
        return real(name, *args, **options)

    monkeypatch.setattr(builtins, "__import__", without_keyring)
    with pytest.raises(DeliveryError, match="No module named 'keyring'"):
        find_password(mail(keyring_service="brief", password_env="DESK"), {})


def test_the_password_does_not_show():
    assert "secret" not in repr(Password("secret", "the keyring"))
    assert "secret" not in str(Password("secret", "the keyring"))


@pytest.mark.parametrize(
    ("changes", "port"),
    [
        ({}, 587),
        ({"security": "tls"}, 465),
        ({"security": "tls", "port": 2465}, 2465),
    ],
)
def test_ports(changes, port):
    assert mail(**changes).effective_port == port
    assert mail(**changes).address == f"mail.example.org:{port}"
