"""Makes the wheel of this one module, so that nothing has to be downloaded to build it."""
import os
import zipfile

NAME = "greeting-1.0.0"


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    wheel = f"{NAME}-py3-none-any.whl"
    files = {
        f"{NAME}.dist-info/METADATA": "Metadata-Version: 2.1\nName: greeting\nVersion: 1.0.0\n",
        f"{NAME}.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: sample\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "greeting.py": open("greeting.py").read(),
    }
    files[f"{NAME}.dist-info/RECORD"] = "".join(f"{name},,\n" for name in [*files, f"{NAME}.dist-info/RECORD"])
    with zipfile.ZipFile(os.path.join(wheel_directory, wheel), "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return wheel
