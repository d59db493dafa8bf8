#pragma once

#include <memory>

namespace acsgate {

/// True if a person reads standard output on a terminal.
[[nodiscard]] bool standard_output_is_terminal();
/// True if a person reads standard error on a terminal.
[[nodiscard]] bool standard_error_is_terminal();

/// Makes std::cin, std::cout and std::cerr carry UTF-8 while it lives: bytes pass through files and pipes as they are (LF stays
/// LF on Windows too), and a console of Windows is written to in UTF-16, whatever its code page. At most one at a time, and
/// nothing may be written through C's streams besides.
class StandardStreams {
public:
  StandardStreams();
  ~StandardStreams();
  StandardStreams(const StandardStreams &) = delete;
  StandardStreams &operator=(const StandardStreams &) = delete;

private:
  struct Consoles;
  std::unique_ptr<Consoles> m_consoles;
};

} // namespace acsgate
