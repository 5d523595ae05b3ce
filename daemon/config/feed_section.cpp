#include "daemon/config/feed_section.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include "daemon/config/nearest_name.hpp"
#include "daemon/config/text_file.hpp"
#include "daemon/feeds/columns.hpp"

namespace entangled {
namespace {

constexpr std::array<FeedSchema, 5> schemas{FeedSchema::observations, FeedSchema::acts, FeedSchema::policies,
                                            FeedSchema::projects, FeedSchema::membership};

void read_path(TableReader& reader, FeedSpec& feed)
{
    reader.require("path");
    const auto path = reader.name("path");
    if (!path) return;
    feed.path = absolute_path_beside(reader.problems().file(reader.place("path").file), *path);
    std::error_code failed;
    if (!std::filesystem::exists(feed.path, failed)) {
        reader.warning("path",
                       fmt::format("there is no file {} yet; the feed has no data until there is", in_quotes(*path)));
    }
}

// Whether the schema is known, so that columns can be checked against it.
bool read_schema(TableReader& reader, FeedSpec& feed)
{
    std::vector<std::string_view> names;
    for (const auto schema : schemas) names.push_back(to_string(schema));
    const auto wanted = reader.choice("schema", names);
    for (const auto schema : schemas) {
        if (wanted && to_string(schema) == *wanted) feed.schema = schema;
    }
    return wanted || !reader.has("schema");
}

void read_delimiter(TableReader& reader, FeedSpec& feed)
{
    if (const auto delimiter = reader.text("delimiter")) {
        const bool usable = delimiter->size() == 1 && delimiter->find_first_of("\"\r\n") == std::string::npos;
        if (usable) feed.delimiter = delimiter->front();
        if (!usable) reader.error("delimiter", "'delimiter' must be one character, not a quote or a line end");
    }
}

void read_times(TableReader& reader, FeedSpec& feed)
{
    if (const auto interval = reader.positive_duration("interval")) feed.interval = *interval;
    feed.jitter = std::min(feed.jitter, feed.interval);
    if (const auto jitter = reader.duration("jitter")) {
        feed.jitter = *jitter;
        if (feed.jitter > feed.interval) reader.error("jitter", "'jitter' must not be longer than 'interval'");
    }
    feed.stale_after = std::max(feed.stale_after, 2 * feed.interval);
    if (const auto stale_after = reader.positive_duration("stale_after")) {
        feed.stale_after = *stale_after;
        if (feed.stale_after < feed.interval) {
            reader.error("stale_after",
                         "'stale_after' must not be shorter than 'interval': the feed would be stale "
                         "between two reads");
        }
    }
    feed.complete_until = reader.date("complete_until");
    if (const auto grace = reader.duration("grace")) feed.grace = *grace;
    if (reader.has("grace") && !reader.has("complete_until")) {
        reader.warning("grace", "'grace' has no effect without 'complete_until'");
    }
}

// Keys of `columns`, `constants` and `mappings` are columns of the schema.
void check_schema_columns(TableReader& reader, std::string_view key, FeedSchema schema)
{
    std::vector<std::string_view> names;
    for (const auto& column : schema_columns(schema)) names.push_back(column.name);
    const Node* entries = reader.node(key);
    if (!entries) return;
    for (const auto& member : entries->members) {
        if (std::find(names.begin(), names.end(), member.key) != names.end()) continue;
        reader.error(member.at, fmt::format("'{}' names no column of {}: {}{}", key, to_string(schema),
                                            in_quotes(member.key), name_hint(member.key, names)));
    }
}

void check_columns(TableReader& reader, const FeedSpec& feed)
{
    for (const auto& [column, value] : feed.constants) {
        if (feed.columns.contains(column)) {
            reader.error("constants",
                         fmt::format("{} stands both in 'columns' and in 'constants'; keep one", in_quotes(column)));
        }
    }
    for (std::size_t i = 0; i < feed.ignored_columns.size(); ++i) {
        const auto& ignored = feed.ignored_columns[i];
        const bool used = std::any_of(feed.columns.begin(), feed.columns.end(),
                                      [&](const auto& column) { return column.second == ignored; });
        if (!used) continue;
        reader.error(reader.item_place("ignore", i),
                     fmt::format("{} stands both in 'columns' and in 'ignore'; keep one", in_quotes(ignored)));
    }
}

void read_columns(TableReader& reader, FeedSpec& feed)
{
    if (auto columns = reader.text_map("columns")) feed.columns = std::move(*columns);
    if (auto constants = reader.text_map("constants")) feed.constants = std::move(*constants);
    if (auto ignored = reader.list("ignore")) feed.ignored_columns = std::move(*ignored);
    if (auto missing = reader.list("missing")) feed.missing = std::move(*missing);
    if (auto mappings = reader.table("mappings")) {
        for (const auto& member : mappings->contents().members) {
            if (auto mapping = mappings->text_map(member.key)) feed.mappings.emplace(member.key, std::move(*mapping));
        }
    }
    check_columns(reader, feed);
}

FeedSpec read_feed(TableReader& reader, const std::string& id)
{
    FeedSpec feed;
    feed.id = id;
    read_path(reader, feed);
    const bool schema_known = read_schema(reader, feed);
    read_delimiter(reader, feed);
    read_times(reader, feed);
    read_columns(reader, feed);
    for (const std::string_view key : {"columns", "constants", "mappings"}) {
        if (schema_known) check_schema_columns(reader, key, feed.schema);
    }
    reader.finish();
    return feed;
}

void warn_of_twins(TableReader& reader, const FeedSpec& feed, const std::vector<FeedSpec>& earlier)
{
    for (const auto& other : earlier) {
        if (feed.path.empty() || feed.path != other.path || feed.schema != other.schema) continue;
        reader.warning("path",
                       fmt::format("it reads the same file as feed {}; every row counts twice", in_quotes(other.id)));
    }
}

}  // namespace

std::vector<std::string> feed_ids(TableReader& root)
{
    std::vector<std::string> ids;
    const Node* section = root.node("feeds");
    if (!section) return ids;
    for (const auto& member : section->members) ids.push_back(member.key);
    return ids;
}

std::vector<FeedSpec> read_feeds(TableReader& root)
{
    std::vector<FeedSpec> feeds;
    const auto section = root.table("feeds");
    if (!section) return feeds;
    for (const auto& member : section->contents().members) {
        const std::string title = "feed " + in_quotes(member.key);
        if (!is_identifier(member.key)) root.error(member.at, fmt::format("{}: the id {}", title, identifier_rule));
        if (member.value.kind != Node::Kind::table) {
            root.error(member.value.at, fmt::format("{} must be a table, not {}", title, describe(member.value)));
            continue;
        }
        TableReader reader(member.value, title, root.problems());
        auto feed = read_feed(reader, member.key);
        warn_of_twins(reader, feed, feeds);
        feeds.push_back(std::move(feed));
    }
    return feeds;
}

}  // namespace entangled
