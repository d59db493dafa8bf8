# Checks of the code itself and of the other builds, as tests of the release build, so that one run of ctest is the verdict.
# tests/run.sh has built the presets that they use.
set(fuzz_seconds 60 CACHE STRING "How long each fuzz target runs")

function(add_quality_test name timeout)
  add_test(NAME ${name} COMMAND ${ARGN} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${timeout} LABELS quality)
endfunction()

add_quality_test(format 120 bash tests/quality/format.sh)
add_quality_test(shellcheck 120 bash tests/quality/shellcheck.sh)
add_quality_test(tidy 1500 bash tests/quality/tidy.sh build/asan build/windows-x64)
set_tests_properties(tidy PROPERTIES PROCESSORS 2)
add_quality_test(asan 1800 ctest --preset asan)

# The Windows programs: what can be said of the files, then what they do in Wine.
set(x64 build/windows-x64/acsgate.exe)
set(x86 build/windows-x86/acsgate.exe)
set(x64_tools build/windows-x64/acsgate-tools.exe)
set(python ${Python3_EXECUTABLE} -B)
add_quality_test(unit_32_bit 900 build/linux-x86/acsgate_unit_tests)
add_quality_test(windows_imports 60 ${python} tests/windows/imports.py ${x64} ${x86})
add_quality_test(windows_reproducible 1200 ${python} tests/windows/reproducible.py ${x64})
add_quality_test(wine_harness 300 ${python} tests/windows/harness.py)
add_quality_test(wine_unit 300 ${python} tests/windows/unit.py build/windows-x64/acsgate_unit_tests.exe)
add_quality_test(wine_cli 900 ${python} tests/cli/run.py --wine --binary ${x64_tools})
add_quality_test(wine_rim 300 ${python} tests/windows/rim.py ${x64})
add_quality_test(wine_scenarios 900 ${python} tests/windows/scenarios.py --binary ${x64})
add_quality_test(wine_tattoo 600 ${python} tests/windows/tattoo.py ${x64})
add_quality_test(wine_safety 300 ${python} tests/windows/safety.py ${x64_tools})
add_quality_test(wine_run_command 900 ${python} tests/windows/run_command.py ${x64})
add_quality_test(wine_inspect 300 ${python} tests/windows/signatures.py --linux $<TARGET_FILE:acsgate> --host ${x64} ${x64_tools})
add_quality_test(wine_sccm 1800 ${python} tests/sccm/contract.py --binary $<TARGET_FILE:acsgate> --exe ${x64})
add_quality_test(wine_packages 600 ${python} tests/windows/packages.py ${x64} ${x86})
add_quality_test(ansible_answers 120 /usr/bin/python3 -B tests/ansible/answers.py build/release/acsgate) # Debian's Ansible is Debian's Python's
add_quality_test(ansible_wine 1200 ${python} tests/ansible/wine_plays.py ${x64} build/release/acsgate)
add_quality_test(ansible_wine_faults 1200 ${python} tests/ansible/wine_faults.py ${x64} build/release/acsgate)
add_quality_test(ansible_waves 1800 ${python} tests/ansible/waves.py --version 2.14 --binary build/release/acsgate)
add_quality_test(ansible_waves_newest 1800 ${python} tests/ansible/waves.py --version 2.19 --binary build/release/acsgate)
add_quality_test(ansible_lint 600 ${python} tests/ansible/lint.py)
add_quality_test(ansible_sanity 1800 ${python} tests/ansible/sanity.py)
set_tests_properties(ansible_waves_newest ansible_lint ansible_sanity ansible_wine ansible_wine_faults PROPERTIES SKIP_RETURN_CODE 77) # without PyPI only Debian's Ansible is tested
set_tests_properties(windows_reproducible PROPERTIES PROCESSORS 2)

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
