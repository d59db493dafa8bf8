#pragma once

namespace acsgate {

/// What the process settles before anything else: DLLs come from the system folder only, never from the current folder or PATH;
/// a damaged heap ends it at once; no message box ever waits for a person who isn't there.
///
/// Children inherit the last of these unless they are started with CREATE_DEFAULT_ERROR_MODE.
void harden_process();

} // namespace acsgate
