//! The C interface. Text crosses as UTF-8 that ends with a zero byte; whoever allocated it frees it.

use std::ffi::{CStr, CString, c_char};
use std::ptr;

/// Sums up a log. The answer is JSON, to be given back to [`quickstart_free`]; null when `log` is null or not UTF-8.
///
/// # Safety
/// `log` is null or points to text that ends with a zero byte.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn quickstart_summarize(log: *const c_char) -> *mut c_char {
    if log.is_null() {
        return ptr::null_mut();
    }
    let Ok(log) = unsafe { CStr::from_ptr(log) }.to_str() else {
        return ptr::null_mut();
    };
    serde_json::to_string(&quickstart_core::summarize(log))
        .ok()
        .and_then(|json| CString::new(json).ok())
        .map_or(ptr::null_mut(), CString::into_raw)
}

/// Frees an answer of [`quickstart_summarize`].
///
/// # Safety
/// `text` is null or came from `quickstart_summarize`, and is not used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn quickstart_free(text: *mut c_char) {
    if !text.is_null() {
        drop(unsafe { CString::from_raw(text) });
    }
}
