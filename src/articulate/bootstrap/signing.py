"""The door for keys: Ed25519, from files that a person names.

The only module that knows `cryptography`. A private key is kept as PEM, readable by its
owner alone; a public key is one line of hexadecimal digits, to be sent anywhere.
"""

import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from articulate.services.signed_bundles import Sign


class KeyUnreadableError(ValueError):
    """A file that holds no key of ours; the message says which."""


def make_key(path: Path) -> Path:
    """Make a key pair, and return where the public key is: beside it, as `.pub`.

    A file that is there is never written over: what it signed could not be signed so
    again.
    """
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(private)
    public = path.with_name(f"{path.name}.pub")
    public.write_text(f"{_hex(key.public_key())}\n", encoding="ascii")
    return public


def signing_with(path: Path) -> Sign:
    """Return what signs with the private key in a file."""
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        msg = f"`{path}` holds no private key that `articulate publish key` made"
        raise KeyUnreadableError(msg)
    private = key

    def sign(content: bytes) -> tuple[str, str]:
        return _hex(private.public_key()), private.sign(content).hex()

    return sign


def verifies(content: bytes, key: str, signature: str) -> bool:
    """Say whether a public key signed bytes so."""
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(bytes.fromhex(signature), content)
    except (ValueError, InvalidSignature):
        return False
    return True


def public_key(path: Path) -> str:
    """Read a public key from a file."""
    text = path.read_text(encoding="utf-8", errors="replace").strip()
    try:
        return _hex(Ed25519PublicKey.from_public_bytes(bytes.fromhex(text)))
    except ValueError:
        msg = f"`{path}` holds no public key: one line of 64 hexadecimal digits"
        raise KeyUnreadableError(msg) from None


def _hex(key: Ed25519PublicKey) -> str:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
