"""`scripts/bootstrap` on a machine of stand-ins: packages are names in a file, and what would be done is written down."""

import os
import pathlib
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Each says its name and arguments, and does what bootstrap needs of it.
STAND_INS = {
    "swift": "echo 'Swift version 6.3'",
    "sudo": 'shift; exec "$@"',
    "dpkg-query": """
        if [ "$1" = -L ]; then
            echo "/usr/share/doc/$2"
            if [ "$2" = prometheus ]; then
                echo /lib/systemd/system/prometheus.service
                echo /lib/systemd/system/prometheus@.service
            fi
            exit
        fi
        format=$2
        shift 2
        for name; do
            status=$(awk -v name="$name" '$1 == name { print $2 }' "$MACHINE/packages")
            [ -n "$status" ] || continue
            case $format in
                *Abbrev*) [ "$status" = installed ] && echo "ii |$name" || echo "rc |$name" ;;
                *) printf %s "$status" ;;
            esac
        done
    """,
    "apt-get": """
        case "$*" in
            *install*)
                for name; do case $name in -*|install|*=*) ;; *)
                    awk -v name="$name" '$1 != name' "$MACHINE/packages" > "$MACHINE/new"
                    echo "$name installed" >> "$MACHINE/new"; mv "$MACHINE/new" "$MACHINE/packages" ;; esac
                done ;;
        esac
    """,
    "deb-systemd-helper": 'test -n "$DPKG_MAINTSCRIPT_PACKAGE"', "update-rc.d": "", "chmod": "", "rm": "", "tee": "cat >/dev/null",
}


class BootstrapTests(unittest.TestCase):
    def bootstrap(self, *, there):
        """What is done on a machine that has all packages but those whose status is another."""
        with tempfile.TemporaryDirectory(prefix="subkelvin-bootstrap-") as folder:
            machine = pathlib.Path(folder)
            (machine / "bin").mkdir()
            for name, body in STAND_INS.items():
                program = machine / "bin" / name
                program.write_text(f'#!/bin/sh\necho "{name} $*" >> "$MACHINE/done"\n{body}\n')
                program.chmod(0o755)
            (machine / "done").touch()
            environment = {**os.environ, "MACHINE": folder, "PATH": f"{machine}/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
            listed = subprocess.run([ROOT / "scripts/bootstrap", "--list"], capture_output=True, text=True, check=True)
            names = {line.split("|")[1].strip() for line in listed.stdout.splitlines()}
            states = {name: there.get(name, "installed") for name in names}
            (machine / "packages").write_text("".join(f"{name} {state}\n" for name, state in states.items() if state))
            run = subprocess.run(
                [ROOT / "scripts/bootstrap", "--for", "test"], env=environment, capture_output=True, text=True)
            self.assertEqual(run.returncode, 0, run.stderr)
            return (machine / "done").read_text().splitlines()

    def disabled(self, done):
        return [line for line in done if line.startswith("deb-systemd-helper")]

    def test_a_server_that_comes_with_it_does_not_start_with_the_system(self):
        for before in (None, "config-files", "not-installed"):
            with self.subTest(before=before):
                done = self.bootstrap(there={"prometheus": before, "jq": None})
                self.assertEqual(self.disabled(done), ["deb-systemd-helper disable prometheus.service"])
                installed = next(index for index, line in enumerate(done) if "install -y" in line)
                self.assertGreater(done.index("deb-systemd-helper disable prometheus.service"), installed)

    def test_a_server_that_was_there_is_left_alone(self):
        # Whole, or waiting for its owner to finish what began.
        for before in ("installed", "half-configured", "unpacked", "triggers-pending"):
            with self.subTest(before=before):
                self.assertEqual(self.disabled(self.bootstrap(there={"prometheus": before, "jq": None})), [])

    def test_nothing_is_done_where_nothing_is_missing(self):
        done = self.bootstrap(there={})
        changing = tuple(name for name in STAND_INS if name not in ("swift", "dpkg-query"))
        self.assertEqual([line for line in done if line.startswith(changing)], [])


if __name__ == "__main__":
    unittest.main()
