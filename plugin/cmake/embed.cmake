# Writes a C++ file that holds a text file: cmake -DINPUT=... -DOUTPUT=... -P embed.cmake
# Compilers need not take string literals above 65,536 characters, so the text is cut in pieces that are joined at the first use.
file(READ ${INPUT} text)
string(REGEX REPLACE "\n$" "" text "${text}")
string(LENGTH "${text}" length)
set(pieces "")
set(at 0)
while(at LESS length)
  string(SUBSTRING "${text}" ${at} 8000 piece)
  string(APPEND pieces "    R\"json(${piece})json\",\n")
  math(EXPR at "${at} + 8000")
endwhile()
file(WRITE ${OUTPUT} "// Made from ${INPUT} by embed.cmake.
#include \"policy/builtin_policy.hpp\"

#include <string>

namespace acsgate {

std::string_view builtin_policy_json() {
  static constexpr std::string_view k_pieces[] = {
${pieces}  };
  static const std::string k_json = [] {
    std::string text;
    text.reserve(${length});
    for (const std::string_view piece : k_pieces) {
      text += piece;
    }
    return text;
  }();
  return k_json;
}

} // namespace acsgate
")
