#include "daemon/feeds/parse.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <tuple>

#include "daemon/feeds/reader.hpp"

namespace entangled {
namespace {

ParsedFeed unreadable(std::string why)
{
    ParsedFeed parsed;
    parsed.contents = std::make_shared<const FeedContents>();
    parsed.fatal = std::move(why);
    return parsed;
}

void parse_rows(FeedReader& reader)
{
    switch (reader.spec.schema) {
        case FeedSchema::observations: return parse_observations(reader);
        case FeedSchema::acts: return parse_acts(reader);
        case FeedSchema::policies: return parse_policies(reader);
        case FeedSchema::projects: return parse_projects(reader);
        case FeedSchema::membership: return parse_membership(reader);
    }
}

}  // namespace

void FeedReader::reject(Rejection rejection)
{
    ++parsed.rejected_by_reason[std::string{to_string(rejection.reason)}];
    if (parsed.rejections.size() < described_rejections) parsed.rejections.push_back(std::move(rejection));
}

ParsedFeed parse_feed(const FeedSpec& spec, const CodeBook& codes, std::string_view bytes)
{
    if (bytes.size() > feed_bytes_limit) {
        return unreadable(fmt::format("the file has {} bytes; the limit is {}", bytes.size(), feed_bytes_limit));
    }
    if (auto why = not_a_text(bytes)) return unreadable(*std::move(why));
    CsvReader csv{bytes, spec.delimiter};
    const CsvRecord* header = csv.next();
    if (header->fault) {
        return unreadable(fmt::format("line {}, column {}: the header cannot be read: {}", header->fault->line,
                                      header->fault->column, header->fault->detail));
    }
    std::vector<std::string> errors;
    const FeedColumns columns{spec, header->fields, errors};
    if (!errors.empty()) {
        return unreadable(fmt::format("line {}: the columns are not those of {}: {}", header->line,
                                      to_string(spec.schema), fmt::join(errors, "; ")));
    }
    FeedReader reader{spec, codes, columns, csv, {}, {}};
    parse_rows(reader);
    ParsedFeed parsed = std::move(reader.parsed);
    std::sort(parsed.rejections.begin(), parsed.rejections.end(), [](const Rejection& a, const Rejection& b) {
        return std::tie(a.line, a.column, a.reason, a.detail) < std::tie(b.line, b.column, b.reason, b.detail);
    });
    parsed.contents = std::make_shared<const FeedContents>(std::move(reader.contents));
    return parsed;
}

}  // namespace entangled
