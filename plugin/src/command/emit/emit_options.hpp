#pragma once

#include "command/emit/output_folder.hpp"
#include "command/wave/wave_options.hpp"
#include "integration/emission.hpp"

#include <string>

namespace acsgate {

/// The options of every `emit`, as they were typed.
struct EmitOptions : LogOptions {
  std::string rollout;
  std::string out;
  std::string installers;
  std::string root;
  std::string program_x64;
  std::string program_x86;
  bool force = false;

  void add_to(CLI::App &app);
};

/// Makes the files of one integration.
using MakeFiles = Result<EmittedFiles> (*)(const Emission &emission);

/// Reads what the options name, makes the files and writes the folder, with the program and the installers copied into it.
/// Answers the exit code; errors have been reported.
int emit(const EmitOptions &options, std::string_view kind, MakeFiles make_files);

} // namespace acsgate
