#include "command/command_line.hpp"

int main(int argc, char **argv) { return acsgate::run_command_line({argv + 1, argv + argc}); }
