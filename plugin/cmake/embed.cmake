# Writes a C++ file that holds a text file, as the body of a function that HEADER declares:
#   cmake -DINPUT=... -DOUTPUT=... -DHEADER=policy/builtin_policy.hpp -DFUNCTION=builtin_policy_json -P embed.cmake
# Compilers need not take string literals above 65,536 characters, so the text is cut in pieces that are joined at the first use:
# at line ends, which keeps UTF-8 whole, or anywhere in a long line, which must be ASCII.
file(READ ${INPUT} text)
string(REGEX REPLACE "\n$" "" text "${text}")
string(LENGTH "${text}" length)
set(pieces "")
set(at 0)
while(at LESS length)
  string(SUBSTRING "${text}" ${at} 8000 piece)
  string(LENGTH "${piece}" size)
  math(EXPR end "${at} + ${size}")
  if(end LESS length)
    string(FIND "${piece}" "\n" line_end REVERSE)
    if(line_end GREATER 0)
      string(SUBSTRING "${piece}" 0 ${line_end} piece)
      set(size ${line_end})
    endif()
  endif()
  string(APPEND pieces "    R\"json(${piece})json\",\n")
  math(EXPR at "${at} + ${size}")
endwhile()
file(WRITE ${OUTPUT} "// Made from ${INPUT} by embed.cmake.
#include \"${HEADER}\"

#include <string>

namespace acsgate {

std::string_view ${FUNCTION}() {
  static constexpr std::string_view k_pieces[] = {
${pieces}  };
  static const std::string k_text = [] {
    std::string text;
    text.reserve(${length});
    for (const std::string_view piece : k_pieces) {
      text += piece;
    }
    return text;
  }();
  return k_text;
}

} // namespace acsgate
")
