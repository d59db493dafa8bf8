#pragma once

#include "base/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace acsgate {

/// What a console, a redirection or an editor of Windows wrote, as UTF-8 text.
struct CaptureText {
  std::string text;       ///< well-formed UTF-8 without byte order mark or NUL; line ends as they were
  unsigned code_page = 0; ///< Windows' number of the encoding that it was in
  bool guessed = false;   ///< neither the bytes nor the caller said which
};

/// Reads the encoding off the bytes where they show it (byte order mark, UTF-16 without one, well-formed UTF-8), else takes
/// `code_page`, else guesses from the bytes: Japanese, Chinese and Korean by what decodes to their scripts, Cyrillic and Western
/// by which half of the table is used. A wrong guess spoils only letters beyond ASCII. Errors name `name`: the given code page
/// does not fit the bytes, or the capture holds NUL characters.
[[nodiscard]] Result<CaptureText> capture_text(std::string_view bytes, const std::string &name,
                                               std::optional<unsigned> code_page = std::nullopt);

/// Takes the next line off `rest`, without its end (LF, CR LF or the CR CR LF that wmic writes into redirections).
[[nodiscard]] std::string_view take_line(std::string_view &rest);

} // namespace acsgate
