// Decides for every line of a file as `acsgate check` does for one host: a decoder of its own for each. Takes the command line of
// `acsgate fleet` and prints the same format, so that tests can compare the two byte by byte.
#include "command/gate.hpp"
#include "facts/facts_json.hpp"
#include "report/render.hpp"

#include <CLI/CLI.hpp>

#include <fstream>
#include <iostream>

int main(int argc, char **argv) {
  CLI::App app;
  CLI::App *fleet = app.add_subcommand("fleet");
  acsgate::GateOptions options;
  options.add_to(*fleet);
  std::string file;
  std::string format;
  fleet->add_option("FILE", file)->required();
  fleet->add_option("--format", format);
  CLI11_PARSE(app, argc, argv);
  const auto gate = acsgate::Gate::open(options);
  std::ifstream in(file, std::ios::binary);
  if (!gate || !in) {
    std::cerr << "engine: can't open the policy or " << file << '\n';
    return 1;
  }
  for (std::string line; std::getline(in, line);) {
    acsgate::FactsDecoder decoder;
    const auto facts = decoder.decode(line, file);
    if (!facts) {
      std::cerr << "engine: " << acsgate::to_string(facts.error()) << '\n';
      return 1;
    }
    std::cout << acsgate::render_json(gate->decide(**facts)) << '\n';
  }
  return 0;
}
