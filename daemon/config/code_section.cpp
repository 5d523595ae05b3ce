#include "daemon/config/code_section.hpp"

#include <fmt/format.h>

#include "daemon/config/code_book_file.hpp"
#include "daemon/config/text_file.hpp"

namespace entangled {
namespace {

using CodeFileReader = void (*)(std::string_view text, std::size_t file, CodeBook& codes, Problems& problems);

void read_file(TableReader& section, const std::string& written, const Place& at, CodeBook& codes, CodeFileReader read)
{
    Problems& problems = section.problems();
    const std::string path = path_beside(problems.file(at.file), written);
    if (const auto text = read_text_file(path)) {
        read(*text, problems.add_file(path), codes, problems);
    } else {
        section.error(at, fmt::format("cannot read {}: {}", path, text.error().detail));
    }
}

void read_roster(TableReader& section, RosterRule& rule)
{
    const Node* value = section.node("roster");
    if (!value || (value->kind == Node::Kind::text && value->text == "dated")) return;
    const bool has_text = value->kind == Node::Kind::text || value->kind == Node::Kind::date;
    rule.fixed = has_text ? parse_date(value->text) : std::nullopt;
    if (rule.fixed) return;
    section.error(value->at,
                  fmt::format("'roster' must be a day such as \"2026-08-13\" or \"dated\", not {}", describe(*value)));
}

}  // namespace

CodeBook read_codes(TableReader& root)
{
    CodeBook codes;
    auto section = root.table("codes");
    if (!section) return codes;
    if (const auto path = section->name("economies")) {
        read_file(*section, *path, section->place("economies"), codes, read_economies);
    }
    if (const auto path = section->name("goods"))
        read_file(*section, *path, section->place("goods"), codes, read_goods);
    if (const auto paths = section->list("definitions")) {
        for (std::size_t i = 0; i < paths->size(); ++i) {
            read_file(*section, (*paths)[i], section->item_place("definitions", i), codes, read_definitions);
        }
    }
    section->finish();
    return codes;
}

RosterRule read_blocs(TableReader& root)
{
    RosterRule rule{std::nullopt, {"signatory", "participant", "member"}};
    auto section = root.table("blocs");
    if (!section) return rule;
    read_roster(*section, rule);
    if (auto standings = section->list("standings")) {
        if (standings->empty()) section->error("standings", "'standings' must name at least one standing that counts");
        rule.standings = std::move(*standings);
    }
    section->finish();
    return rule;
}

}  // namespace entangled
