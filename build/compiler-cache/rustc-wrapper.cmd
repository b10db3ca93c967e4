@echo off
rem RUSTC_WRAPPER for Windows: hides from sccache's hash the variables in which private target directories differ. Nothing else is shared there.
setlocal
set "CARGO_TARGET_DIR="
set "CARGO_BUILD_TARGET_DIR="
set "CARGO_BUILD_BUILD_DIR="
if defined CACHETASKS_SCCACHE ("%CACHETASKS_SCCACHE%" %*) else (sccache %*)
exit /b %ERRORLEVEL%
