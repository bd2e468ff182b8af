"""Signatures: those of OpenSSH, both ways, with real keys; what is not signed is never mailed as if it were."""

from __future__ import annotations

import os
import shutil
import subprocess
from email import message_from_bytes, policy

import pytest

from briefing.brief.editions import write_edition
from briefing.configuration.project import SigningConfig, load_project
from briefing.deliver import mailing
from briefing.errors import ConfigError, DeliveryError
from briefing.proof.origin import check_signature
from briefing.signatures import KnownSigner, find_signer, print_of, read_signers, signed_by

CONTENT = b'{"contract": 1}\n'
needs_ssh = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="needs OpenSSH")


def private(kind="ed25519", passphrase=None):
    """A new key in OpenSSH's form, and its public one."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519

    key = (
        ed25519.Ed25519PrivateKey.generate() if kind == "ed25519" else ec.generate_private_key(ec.SECP256R1())
    )
    lock = (
        serialization.BestAvailableEncryption(passphrase.encode())
        if passphrase
        else serialization.NoEncryption()
    )
    text = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, lock)
    public = key.public_key().public_bytes(serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH)
    return text, public


@pytest.fixture
def keys(tmp_path):
    """A private key of the desk's in a file of its own, and the public one beside it."""
    text, public = private()
    (tmp_path / "key").write_bytes(text)
    (tmp_path / "key").chmod(0o600)
    (tmp_path / "key.pub").write_bytes(public + b" desk@example.org\n")
    return tmp_path


@pytest.fixture
def signer(keys):
    return find_signer(SigningConfig(key="key"), keys, {})


def test_a_signature_is_the_same_every_time_and_names_its_key(signer, keys):
    made = signer.sign(CONTENT)
    assert signer.sign(CONTENT) == made
    (known,) = read_signers(keys / "key.pub")
    assert known.name == "desk@example.org"
    assert signed_by(CONTENT, made) == known.public


@needs_ssh
def test_openssh_takes_ours_and_we_take_its(signer, keys):
    (keys / "f.json").write_bytes(CONTENT)
    (keys / "f.json.sig").write_bytes(signer.sign(CONTENT))
    (keys / "allowed").write_text(f"desk@example.org {(keys / 'key.pub').read_text()}")
    command = [
        "ssh-keygen",
        "-Y",
        "verify",
        "-f",
        "allowed",
        "-I",
        "desk@example.org",
        "-n",
        "file",
        "-s",
        "f.json.sig",
    ]
    done = subprocess.run(command, cwd=keys, input=CONTENT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    subprocess.run(
        ["ssh-keygen", "-q", "-Y", "sign", "-f", "key", "-n", "file", "f.json"],
        cwd=keys,
        check=True,
        input=b"y\n",
    )
    assert (keys / "f.json.sig").read_bytes() == signer.sign(CONTENT)
    shown = subprocess.run(
        ["ssh-keygen", "-l", "-f", "key.pub"], cwd=keys, capture_output=True, check=True
    ).stdout
    assert print_of(read_signers(keys / "key.pub")[0].public).encode() in shown


def test_every_changed_byte_of_a_signature_or_its_file_is_seen(signer, keys):
    made = signer.sign(CONTENT)
    (known,) = read_signers(keys / "key.pub")
    with pytest.raises(ValueError, match="not over this file"):
        signed_by(CONTENT + b" ", made)
    for at in range(len(made)):
        forged = bytearray(made)
        forged[at] = forged[at] ^ 1
        try:
            assert signed_by(CONTENT, bytes(forged)) == known.public
        except ValueError:
            continue
        assert bytes(forged).split() == made.split() or forged[at] in b"\n\r\t \x0b"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("{} desk", ["desk"]),
        ("desk@example.org,other@example.org {} x", ["desk@example.org,other@example.org"]),
        ('desk namespaces="file" {}', ["desk"]),
        ("# a comment\n\n{}\n", ["signers"]),
    ],
)
def test_allowed_signers_are_read(line, names, tmp_path):
    (tmp_path / "signers").write_text(line.format(private()[1].decode()))
    assert [signer.name for signer in read_signers(tmp_path / "signers")] == names


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "there is no key in it"),
        ("desk ssh-rsa AAAA", "a line without an Ed25519 public key"),
        ("desk cert-authority {}", "the option cert-authority is not understood"),
        ("ssh-ed25519 AAAA", "a damaged public key"),
        ("ssh-ed25519", "a damaged public key"),
    ],
)
def test_signers_that_cannot_be_read_are_told(text, told, tmp_path):
    (tmp_path / "signers").write_text(text.format(private()[1].decode()))
    with pytest.raises(ConfigError, match=told):
        read_signers(tmp_path / "signers")
    with pytest.raises(ConfigError, match="cannot be read"):
        read_signers(tmp_path / "none")


# --- the private key ------------------------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o620])
def test_a_key_that_others_may_read_is_refused(mode, keys):
    (keys / "key").chmod(mode)
    with pytest.raises(ConfigError, match=rf"others may read it \(its mode is 0{mode:o}\).*\n  chmod 600"):
        find_signer(SigningConfig(key="key"), keys, {})


def test_keys_that_cannot_be_used_are_told(keys):
    for name, content in (("ecdsa", private("ecdsa")[0]), ("text", b"hello"), ("cut", private()[0][:150])):
        (keys / name).write_bytes(content)
        (keys / name).chmod(0o600)
    for name, told in (
        ("none", "No such file"),
        (".", "directory|not a file"),
        ("ecdsa", "not an Ed25519 key"),
        ("text", "not a private key of OpenSSH"),
        ("cut", "not a private key that can be read"),
    ):
        with pytest.raises(ConfigError, match=told) as error:
            find_signer(SigningConfig(key=name), keys, {})
        assert "ssh-keygen -t ed25519" in str(error.value)
        assert error.value.exit_status == 2


def test_a_passphrase_comes_from_the_environment(keys):
    (keys / "key").write_bytes(private(passphrase="secret")[0])
    settings = SigningConfig(key="key")
    with pytest.raises(ConfigError, match="it has a passphrase, and none is given"):
        find_signer(settings, keys, {})
    with pytest.raises(ConfigError, match="not the right one"):
        find_signer(settings, keys, {"BRIEFING_SIGNING_PASSPHRASE": "wrong"})
    assert find_signer(settings, keys, {"BRIEFING_SIGNING_PASSPHRASE": "secret\n"}).sign(CONTENT)
    assert "secret" not in repr(find_signer(settings, keys, {"BRIEFING_SIGNING_PASSPHRASE": "secret"}))


class Ring:
    """A keyring in memory, behind keyring's own interface."""

    def __init__(self, kept):
        self.kept = kept

    def install(self):
        import keyring
        from keyring.backend import KeyringBackend

        outer = self

        class Backend(KeyringBackend):
            priority = 9

            def get_password(self, service, username):
                return outer.kept.get((service, username))

            def set_password(self, service, username, password):
                outer.kept[service, username] = password

        before = keyring.get_keyring()
        keyring.set_keyring(Backend())
        return lambda: keyring.set_keyring(before)


def test_the_keyring_holds_the_key_or_its_passphrase(keys):
    locked, _ = private(passphrase="secret")
    undo = Ring({("desk", "key"): (keys / "key").read_text(), ("locked", "passphrase"): "secret"}).install()
    try:
        from_ring = find_signer(SigningConfig(keyring_service="desk"), keys, {})
        assert from_ring.sign(CONTENT) == find_signer(SigningConfig(key="key"), keys, {}).sign(CONTENT)
        (keys / "key").write_bytes(locked)
        assert find_signer(SigningConfig(key="key", keyring_service="locked"), keys, {}).sign(CONTENT)
        with pytest.raises(ConfigError, match="there is none"):
            find_signer(SigningConfig(keyring_service="nobody"), keys, {})
    finally:
        undo()


# --- what is proved of a file ---------------------------------------------------------------------


def test_missing_wrong_and_other_signers_are_told(signer, keys):
    file = keys / "f.json"
    (known,) = read_signers(keys / "key.pub")
    assert "not signed" in check_signature(file, CONTENT, [known]).false[0]
    (keys / "f.json.sig").write_bytes(signer.sign(CONTENT))
    assert check_signature(file, CONTENT, [known]).proved == (
        f"signed by desk@example.org ({print_of(known.public)})",
    )
    assert "not over this file" in check_signature(file, b"forged", [known]).false[0]
    other = KnownSigner(b"\x01" * 32, "other")
    assert "signed by another" in check_signature(file, CONTENT, [other]).false[0]
    assert check_signature(file, CONTENT, [other, known]).false == ()
    (keys / "f.json.sig").write_bytes(b"nothing")
    assert "not a signature of OpenSSH" in check_signature(file, CONTENT, [known]).false[0]


# --- an edition -----------------------------------------------------------------------------------


@pytest.fixture
def mailed(desk, tmp_path):
    """A project with recipients, and the JSON of an edition that has a PDF."""
    shutil.copytree(desk, tmp_path / "desk")
    with (tmp_path / "desk/config/briefing.yaml").open("a") as file:
        file.write("\ndelivery: {sender: desk@example.org, host: smtp.example.org}\n")
    with (tmp_path / "desk/config/focus/minsk-accords.yaml").open("a") as file:
        file.write("\nrecipients: [minister@example.org]\n")
    return load_project(tmp_path / "desk"), tmp_path / "desk/out/2022-02-16/minsk-accords.json"


def draft(project, json_file, **options):
    focus = project.focus("minsk-accords")
    from briefing.pipeline import mail_theme_of

    path = mailing.draft(
        json_file, focus, project.settings.delivery, mail_theme_of(project, focus), **options
    )
    return message_from_bytes(path.read_bytes(), policy=policy.default)


def test_the_mail_carries_the_pdf_with_its_signature(mailed, signer):
    project, json_file = mailed
    for ending in ("json", "pdf"):
        content = json_file.with_suffix(f".{ending}").read_bytes()
        json_file.with_name(f"minsk-accords.{ending}.sig").write_bytes(signer.sign(content))
    pdf, signature = draft(project, json_file, signed=True).iter_attachments()
    assert (pdf.get_filename(), signature.get_filename()) == (
        "minsk-accords-2022-02-16.pdf",
        "minsk-accords-2022-02-16.pdf.sig",
    )
    assert signature.get_content() == signer.sign(pdf.get_content())


def test_nothing_half_signed_is_mailed(mailed, signer):
    project, json_file = mailed
    assert len(list(draft(project, json_file).iter_attachments())) == 1
    with pytest.raises(DeliveryError, match="it is not signed, and the project signs"):
        draft(project, json_file, signed=True)
    json_file.with_name("minsk-accords.pdf.sig").write_bytes(signer.sign(b"another file"))
    with pytest.raises(DeliveryError, match=r"minsk-accords\.pdf: the signature is not over this file"):
        draft(project, json_file)


def test_a_signature_of_an_earlier_brief_does_not_stay(made, tmp_path):
    first = {"json": b"1", "json.sig": b"s", "pdf": b"p", "pdf.sig": b"s"}
    write_edition(tmp_path, made, first)
    write_edition(tmp_path, made, {"json": b"2", "pdf": b"q"}, lacking=["pdf.sig"])
    assert {path.name for path in (tmp_path / "2022-02-16").glob("[!.]*")} == {
        "wallace-shoigu.json",
        "wallace-shoigu.pdf",
    }
