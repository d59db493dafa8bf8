# Checks of the code itself and of the other builds, as tests of the release build, so that one run of ctest is the verdict.
# tests/run.sh has built the presets that they use.
set(fuzz_seconds 60 CACHE STRING "How long each fuzz target runs")

function(add_quality_test name timeout)
  add_test(NAME ${name} COMMAND ${ARGN} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${timeout} LABELS quality)
endfunction()

add_quality_test(format 120 bash tests/quality/format.sh)
add_quality_test(shellcheck 120 bash tests/quality/shellcheck.sh)
add_quality_test(tidy 1500 bash tests/quality/tidy.sh build/release build/windows-x64)
set_tests_properties(tidy PROPERTIES PROCESSORS 2)
add_quality_test(asan 900 ctest --preset asan)

# The Windows program; tests/windows has more, which run it in Wine (see the README for what of that is part of this run).
set(x64 build/windows-x64/acsgate.exe)
set(python ${Python3_EXECUTABLE} -B)
add_quality_test(windows_imports 60 ${python} tests/windows/imports.py ${x64})

file(GLOB targets RELATIVE ${CMAKE_CURRENT_SOURCE_DIR}/fuzz fuzz/*_fuzz.cpp)
foreach(source ${targets})
  get_filename_component(name ${source} NAME_WE)
  set(seconds ${fuzz_seconds})
  if(NOT name MATCHES "^(facts|policy)_fuzz$")
    math(EXPR seconds "${fuzz_seconds} / 3") # there are many of them, each smaller
  endif()
  math(EXPR timeout "${seconds} + 120")
  add_quality_test(${name} ${timeout} bash tests/quality/fuzz.sh ${name} ${seconds})
endforeach()
