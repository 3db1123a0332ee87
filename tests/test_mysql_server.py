"""A private server is started once, keeps its data, and lets nobody in without the password."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import mysql.connector
import pytest
from sqlalchemy.engine import make_url

from codegarden.settings import load
from codegarden.store import Store
from codegarden.store.mysql_server import PrivateServer, ServerError, program, start, status, stop
from codegarden.store.mysql_server.__main__ import main
from codegarden.store.mysql_server.project import note


@pytest.fixture
def home(tmp_path, mysql_server):
    """The settings of a project of its own; skipped or failed together with ``mysql_server``."""
    settings = load({"CODEGARDEN_HOME": str(tmp_path)})
    yield settings
    stop(settings)


def test_start_stop_and_start_again(home):
    env = home.root / ".env"
    env.write_text("# mine\nexport CODEGARDEN_WORKERS=2\nCODEGARDEN_MYSQL_URL=old\nLAST=1")
    assert status(home) is None
    assert not stop(home)

    url = start(home)
    assert start(home) == status(home) == url
    with Store(url) as store:
        store.create()
        store.runs.start("r", "smoke")
    assert make_url(url).host == "127.0.0.1"

    lines = env.read_text().splitlines()
    assert lines[:4] == [
        *("# mine", "export CODEGARDEN_WORKERS=2", f"CODEGARDEN_MYSQL_URL={url}", "LAST=1")
    ]
    assert lines[4:] == [f"CODEGARDEN_MYSQL_PASSWORD={make_url(url).password}"]
    assert stat.S_IMODE(env.stat().st_mode) == 0o600
    assert stat.S_IMODE((home.root / ".mysql").stat().st_mode) == 0o700

    assert stop(home)
    assert status(home) is None
    assert start(home) == url
    with Store(url) as store:
        assert list(store.runs.table().id) == ["r"]


def test_a_new_password_takes_effect(home):
    old = start(home)
    env = home.root / ".env"
    env.write_text("CODEGARDEN_MYSQL_PASSWORD=own'word\n")
    new = start(home)
    assert make_url(new).password == "own'word"
    assert Store(new).database.is_created() is False
    with pytest.raises(Exception, match="refused"):
        Store(old).database.is_created()


def test_only_the_account_with_the_password_gets_in(mysql_server):
    port = make_url(mysql_server.url).port
    for user in ("root", "", "codegarden", "mysql"):
        with pytest.raises(mysql.connector.Error, match=r"(?i)denied|not allowed|locked"):
            mysql.connector.connect(
                host="127.0.0.1", port=port, user=user, use_pure=True, collation="utf8mb4_bin"
            )
    root = {"user": "root", "use_pure": True, "collation": "utf8mb4_bin"}
    with pytest.raises(mysql.connector.Error, match=r"denied|locked"):
        mysql.connector.connect(unix_socket=str(mysql_server.folder / "data/server.sock"), **root)


def test_it_listens_on_the_loopback_address_only(mysql_server):
    port = make_url(mysql_server.url).port
    listening = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()
    addresses = re.findall(rf"\d+: ([0-9A-F]+):{port:04X} \S+ 0A", listening)
    assert addresses == ["0100007F"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_root_leaves_the_systems_files_alone(private_server):
    # the script that makes the tables gives the PAM tool to the user, if one lets it
    tool = Path("/usr/lib/mysql/plugin/auth_pam_tool_dir")
    if not tool.exists():
        pytest.skip("this server came without the PAM tool")
    before = tool.stat()
    private_server().start()
    assert (tool.stat().st_uid, tool.stat().st_mode) == (before.st_uid, before.st_mode)


def test_half_made_tables_are_made_again(tmp_path, private_server):
    unfinished = tmp_path / "mysql" / "data.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "ibdata1").write_text("cut off")
    server = private_server()
    server.start()
    assert server.stop()
    assert not unfinished.exists()


def test_a_taken_port_and_a_deep_folder_are_no_obstacle(tmp_path, mysql_server, private_server):
    folder = tmp_path / ("deep" * 20) / ("deeper" * 10)
    folder.mkdir(parents=True)
    taken = make_url(mysql_server.url).port
    (folder / "port").write_text(str(taken))
    server = private_server(folder=folder)
    assert make_url(server.start()).port != taken
    assert server.stop()


def test_a_server_that_cannot_start_shows_its_log(private_server):
    server = private_server("--no-such-option=1")
    with pytest.raises(ServerError, match=r"ended at its start: .*no-such-option.*server\.log"):
        server.start()
    assert server.pid() is None


def test_another_process_with_the_number_is_left_alone(tmp_path):
    (tmp_path / "server.pid").write_text(str(os.getpid()))
    assert PrivateServer(tmp_path, "word").pid() is None
    assert not PrivateServer(tmp_path, "word").stop()


def test_without_a_server_the_package_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(program, "FOLDERS", ())
    with pytest.raises(ServerError, match="install the package mariadb-server"):
        start(load({"CODEGARDEN_HOME": str(tmp_path)}))


def test_mysql_makes_its_tables_itself(tmp_path, monkeypatch):
    # a program in MySQL's place shows what it is asked for; the real one may not be here
    fake = tmp_path / "mysqld"
    fake.write_text(
        '#!/bin/sh\nif [ "$1" = --version ]; then echo "mysqld  Ver 8.4.3 (MySQL)"; exit; fi\n'
        'echo "$@" > arguments; mkdir data.unfinished\n'
    )
    fake.chmod(0o755)
    monkeypatch.setattr(program, "_find", lambda name: fake if name == "mysqld" else None)
    program.make_tables(program.find_server(), tmp_path / "data")
    arguments = (tmp_path / "arguments").read_text().split()
    assert arguments[:2] == ["--no-defaults", "--initialize-insecure"]
    assert arguments[2] == f"--datadir={tmp_path / 'data.unfinished'}"
    assert (tmp_path / "data").is_dir()


def test_the_command_prints_the_address(home, monkeypatch, capsys):
    monkeypatch.setenv("CODEGARDEN_HOME", str(home.root))

    def run(action):
        return main([action]), *capsys.readouterr()

    assert run("status") == (1, "no private server runs: make mysql\n", "")
    done, out, _ = run("start")
    assert (done, out.splitlines()[0]) == (0, status(home))
    assert f"CODEGARDEN_DATABASE_URL='{status(home)}'" in out
    assert run("status") == (0, f"{status(home)}\n", "")
    assert run("stop") == (0, "stopped\n", "")
    assert run("stop") == (0, "no private server runs\n", "")
    assert run("leap")[0] == 2
    (home.root / ".env").write_text("broken\n")
    assert run("start") == (1, "", ".env, line 1: write it as NAME=value\n")


def test_the_module_is_a_command(home):
    command = [sys.executable, "-m", "codegarden.store.mysql_server", "stop"]
    environment = {"CODEGARDEN_HOME": str(home.root)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "no private server runs\n"


def test_notes_leave_other_lines_as_they_are(tmp_path):
    path = tmp_path / ".env"
    note(path, {"A": "1"})
    assert path.read_bytes() == b"A=1\n"
    path.write_bytes(b"# x\x0cy\r\n\r\nB='b c'\nA=0\n\n")
    note(path, {"A": "2", "C": "3"})
    assert path.read_bytes() == b"# x\x0cy\r\n\r\nB='b c'\nA=2\n\nC=3\n"
    assert [each.name for each in tmp_path.iterdir()] == [".env"]
