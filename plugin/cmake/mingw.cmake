# Cross-building for Windows with Debian's mingw-w64. ACSGATE_MINGW is x86_64-w64-mingw32 or i686-w64-mingw32.
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES ACSGATE_MINGW)
if(NOT ACSGATE_MINGW)
  set(ACSGATE_MINGW x86_64-w64-mingw32)
endif()
string(REGEX REPLACE "-.*" "" CMAKE_SYSTEM_PROCESSOR ${ACSGATE_MINGW})
set(CMAKE_SYSTEM_NAME Windows)
# The posix variant: the win32 one has no std::thread and std::mutex.
set(CMAKE_C_COMPILER ${ACSGATE_MINGW}-gcc-posix)
set(CMAKE_CXX_COMPILER ${ACSGATE_MINGW}-g++-posix)
set(CMAKE_RC_COMPILER ${ACSGATE_MINGW}-windres)
set(CMAKE_FIND_ROOT_PATH /usr/${ACSGATE_MINGW})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(CMAKE_CROSSCOMPILING_EMULATOR wine)
# No path of the machine that builds gets into the program: the same sources give the same bytes in any folder.
add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}=.)
# Windows Server 2008 SP2 is the oldest system that the binary runs on.
add_compile_definitions(WINVER=0x0600 _WIN32_WINNT=0x0600 WIN32_LEAN_AND_MEAN NOMINMAX)
# LLVM's linker folds functions with the same code into one, which makes the program a seventh smaller. GCC finds another linker than its own
# by a file of specs only.
set(CMAKE_EXE_LINKER_FLAGS_INIT
    "-specs=${CMAKE_CURRENT_LIST_DIR}/lld.specs -static -static-libgcc -static-libstdc++ -Wl,--no-insert-timestamp -Wl,--major-subsystem-version,6,--minor-subsystem-version,0,--major-os-version,6,--minor-os-version,0")
