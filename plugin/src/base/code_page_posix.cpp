#include "base/code_page.hpp"

#include <array>
#include <cerrno>
#include <iconv.h>

namespace acsgate {

namespace {

/// Owns a conversion of the C library.
class Conversion {
public:
  explicit Conversion(unsigned code_page) : m_handle(iconv_open("UTF-8", ("CP" + std::to_string(code_page)).c_str())) {}
  ~Conversion() {
    if (valid()) {
      iconv_close(m_handle);
    }
  }
  Conversion(const Conversion &) = delete;
  Conversion &operator=(const Conversion &) = delete;

  // The C library marks failure with this value.
  [[nodiscard]] bool valid() const { return m_handle != iconv_t(-1); } // NOLINT(performance-no-int-to-ptr)
  [[nodiscard]] iconv_t handle() const { return m_handle; }

private:
  iconv_t m_handle;
};

} // namespace

std::optional<std::string> decode_code_page(std::string_view bytes, unsigned code_page) {
  const Conversion conversion(code_page);
  if (!conversion.valid()) {
    return std::nullopt;
  }
  std::string text;
  std::string copy(bytes); // iconv's parameter is not const
  char *in = copy.data();
  std::size_t in_left = copy.size();
  std::array<char, 4096> chunk{};
  for (bool at_end = false; !at_end;) {
    at_end = in_left == 0;
    char *out = chunk.data();
    std::size_t out_left = chunk.size();
    // Without input it gives what it held back: a Vietnamese letter that could have got a mark.
    const std::size_t converted = iconv(conversion.handle(), at_end ? nullptr : &in, &in_left, &out, &out_left);
    text.append(chunk.data(), chunk.size() - out_left);
    if (converted == static_cast<std::size_t>(-1) && errno != E2BIG) {
      return std::nullopt;
    }
  }
  return text;
}

} // namespace acsgate
