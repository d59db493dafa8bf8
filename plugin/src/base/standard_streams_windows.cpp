#include "base/standard_streams.hpp"

#include "base/utf16_windows.hpp"

#include <windows.h>

#include <fcntl.h>
#include <io.h>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <optional>
#include <streambuf>

namespace acsgate {

namespace {

bool is_console(DWORD standard_handle) {
  DWORD mode = 0;
  return GetConsoleMode(GetStdHandle(standard_handle), &mode) != 0;
}

/// Where the last character of `text` begins if its bytes are not all there yet, else the size.
std::size_t whole_characters(std::string_view text) {
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, text.size()); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if (byte >= 0xC0) { // first byte of two, three or four
      const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
      return length > back ? text.size() - back : text.size();
    }
    if (byte < 0x80) {
      break;
    }
  }
  return text.size();
}

/// Takes UTF-8 and writes UTF-16 to a console.
class ConsoleBuffer final : public std::streambuf {
public:
  explicit ConsoleBuffer(DWORD standard_handle) : m_console(GetStdHandle(standard_handle)) {}

protected:
  std::streamsize xsputn(const char *text, std::streamsize size) override {
    m_text.append(text, static_cast<std::size_t>(size));
    return m_text.size() < k_enough || write() ? size : 0;
  }
  int_type overflow(int_type character) override {
    if (!traits_type::eq_int_type(character, traits_type::eof())) {
      const char byte = traits_type::to_char_type(character);
      return xsputn(&byte, 1) == 1 ? character : traits_type::eof();
    }
    return traits_type::not_eof(character);
  }
  int sync() override { return write() ? 0 : -1; }

private:
  static constexpr std::size_t k_enough = 4096; ///< bytes that are worth a call; consoles before Windows 8 refuse 64 KB in one

  bool write() {
    const std::size_t whole = whole_characters(m_text);
    std::string_view text = std::string_view(m_text).substr(0, whole);
    bool written = true;
    while (!text.empty() && written) {
      std::string_view piece = text.substr(0, k_enough);
      piece = piece.substr(0, std::max<std::size_t>(1, whole_characters(piece)));
      written = write_wide(wide_from_utf8(piece));
      text.remove_prefix(piece.size());
    }
    m_text.erase(0, whole);
    return written;
  }

  bool write_wide(std::wstring_view wide) const {
    while (!wide.empty()) {
      DWORD count = 0;
      if (WriteConsoleW(m_console, wide.data(), static_cast<DWORD>(wide.size()), &count, nullptr) == 0 || count == 0) {
        return false;
      }
      wide.remove_prefix(std::min<std::size_t>(count, wide.size()));
    }
    return true;
  }

  HANDLE m_console;
  std::string m_text; ///< UTF-8 that waits
};

/// Puts a console's buffer in the place of a stream's own.
class Redirection {
public:
  Redirection(std::ostream &stream, DWORD standard_handle)
      : m_stream(stream), m_buffer(standard_handle), m_before(stream.rdbuf(&m_buffer)) {}
  ~Redirection() {
    m_stream.flush();
    m_stream.rdbuf(m_before);
  }
  Redirection(const Redirection &) = delete;
  Redirection &operator=(const Redirection &) = delete;

private:
  std::ostream &m_stream;
  ConsoleBuffer m_buffer;
  std::streambuf *m_before;
};

} // namespace

struct StandardStreams::Consoles {
  std::optional<Redirection> out;
  std::optional<Redirection> err;
};

StandardStreams::StandardStreams() : m_consoles(std::make_unique<Consoles>()) {
  std::ios::sync_with_stdio(false);
  for (std::FILE *stream : {stdin, stdout, stderr}) {
    (void)_setmode(_fileno(stream), _O_BINARY);
  }
  if (is_console(STD_OUTPUT_HANDLE)) {
    m_consoles->out.emplace(std::cout, STD_OUTPUT_HANDLE);
  }
  if (is_console(STD_ERROR_HANDLE)) {
    m_consoles->err.emplace(std::cerr, STD_ERROR_HANDLE);
  }
}

StandardStreams::~StandardStreams() = default;

bool standard_output_is_terminal() { return is_console(STD_OUTPUT_HANDLE); }

bool standard_error_is_terminal() { return is_console(STD_ERROR_HANDLE); }

} // namespace acsgate
