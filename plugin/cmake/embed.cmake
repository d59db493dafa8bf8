# Writes a C++ file that holds a text file: cmake -DINPUT=... -DOUTPUT=... -P embed.cmake
# String literals are limited in length (C++ asks for 65,536 characters only), so the text is cut in pieces.
file(READ ${INPUT} text)
string(REGEX REPLACE "\n$" "" text "${text}")
string(LENGTH "${text}" length)
set(pieces "")
set(at 0)
while(at LESS length)
  string(SUBSTRING "${text}" ${at} 8000 piece)
  string(APPEND pieces "    R\"json(${piece})json\"\n")
  math(EXPR at "${at} + 8000")
endwhile()
file(WRITE ${OUTPUT} "// Made from ${INPUT} by embed.cmake.
#include \"policy/builtin_policy.hpp\"

namespace acsgate {

std::string_view builtin_policy_json() {
  static constexpr std::string_view k_json =
${pieces};
  return k_json;
}

} // namespace acsgate
")
