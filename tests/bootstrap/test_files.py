"""The shipped folders: in the package once installed, else at the checkout's root."""

from pathlib import Path

import pytest

from articulate.bootstrap import files


def test_in_a_checkout_they_are_at_its_root(checkout: Path) -> None:
    assert files.grammars() == checkout / "grammars"
    assert files.policies() == checkout / "policies"
    assert files.registrars() == checkout / "registrars"
    assert files.error_pages() == checkout / "docs" / "errors"


def test_an_installed_package_reads_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "_errors").mkdir()
    monkeypatch.setattr(files, "_PACKAGE", tmp_path)
    assert files.error_pages() == tmp_path / "_errors"


def test_an_incomplete_installation_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(files, "_PACKAGE", tmp_path)
    monkeypatch.setattr(files, "_CHECKOUT", tmp_path)
    with pytest.raises(FileNotFoundError, match="_grammars"):
        files.grammars()
