#pragma once

#include "facts/capture_text.hpp"
#include "facts/import/importer.hpp"

#include <algorithm>
#include <string>

namespace acsgate {

/// A host name with letters beyond ASCII is only as good as the guess of the encoding: says so.
inline void warn_of_guessed_name(const CaptureText &text, FactText host_name, ImportSink &sink) {
  const bool ascii = std::ranges::none_of(host_name, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  if (text.guessed && !ascii) {
    sink.warning("seems to be in code page " + std::to_string(text.code_page) + "; if the host is not \"" +
                 std::string(host_name) + "\", name the encoding with --encoding");
  }
}

} // namespace acsgate
