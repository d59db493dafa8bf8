#include "command/command_line.hpp"
#include "command/command_set.hpp"

int main(int argc, char **argv) { return acsgate::run_command_line(acsgate::add_commands, {argv + 1, argv + argc}); }
