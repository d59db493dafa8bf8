/* Prints the syntax tree of the PowerShell on standard input: a line for each node with its depth, its type, and where it begins
 * and ends, in bytes. "ERROR" is what can't be parsed; "MISSING" stands before what is not there. */
#include <stdint.h>
#include <stdio.h>

#include <tree_sitter/api.h>

const TSLanguage *tree_sitter_powershell(void);

static void show(TSNode node, int depth) {
  printf("%d %s%s %u %u\n", depth, ts_node_is_missing(node) ? "MISSING-" : "", ts_node_type(node), ts_node_start_byte(node),
         ts_node_end_byte(node));
  for (uint32_t index = 0; index < ts_node_named_child_count(node); ++index) {
    show(ts_node_named_child(node, index), depth + 1);
  }
}

int main(void) {
  static char text[1 << 20];
  const size_t size = fread(text, 1, sizeof text, stdin);
  TSParser *parser = ts_parser_new();
  if (!ts_parser_set_language(parser, tree_sitter_powershell())) {
    return 2;
  }
  TSTree *tree = ts_parser_parse_string(parser, NULL, text, (uint32_t)size);
  show(ts_tree_root_node(tree), 0);
  ts_tree_delete(tree);
  ts_parser_delete(parser);
  return 0;
}
