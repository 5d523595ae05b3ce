#include "daemon/web_config/web_config.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <limits>

#include "daemon/config/duration_text.hpp"
#include "daemon/config/nearest_name.hpp"
#include "daemon/config/text_file.hpp"
#include "daemon/config/yaml_document.hpp"
#include "daemon/web/password.hpp"
#include "daemon/web_config/tls_section.hpp"

namespace entangled {
namespace {

/// A header that may be set, and what it may say; anything if that is empty.
struct AllowedHeader {
    std::string_view name;
    std::array<std::string_view, 2> values;
};

constexpr std::array<AllowedHeader, 5> allowed_headers{{{"Content-Security-Policy", {}},
                                                        {"X-Frame-Options", {"deny", "sameorigin"}},
                                                        {"X-Content-Type-Options", {"nosniff", "nosniff"}},
                                                        {"X-XSS-Protection", {}},
                                                        {"Strict-Transport-Security", {}}}};

bool is_printable(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

void read_header(TableReader& reader, const AllowedHeader& header, web::Access& access)
{
    const auto value = reader.text(header.name);
    if (!value || value->empty()) return;
    const auto& values = header.values;
    if (!values[0].empty() && std::find(values.begin(), values.end(), *value) == values.end()) {
        const std::string either =
            values[0] == values[1] ? std::string{values[0]} : fmt::format("{} or {}", values[0], values[1]);
        reader.error(header.name, fmt::format("'{}' must be {}, not {}", header.name, either, in_quotes(*value)));
    } else if (!is_printable(*value)) {
        reader.error(header.name, fmt::format("'{}' must be one line of printable ASCII characters", header.name));
    } else {
        access.headers.emplace_back(header.name, *value);
    }
}

void read_http(TableReader& root, web::Access& access)
{
    auto reader = section(root, "http_server_config");
    if (!reader) return;
    if (reader->flag("http2").value_or(false)) {
        reader->warning("http2", "'http2' has no effect: HTTP/1.1 is spoken, which every client of HTTP/2 speaks, too");
    }
    auto headers = section(*reader, "headers");
    if (headers) {
        for (const auto& header : allowed_headers) read_header(*headers, header, access);
        headers->finish("header");
    }
    reader->finish();
}

void read_users(TableReader& root, web::Access& access)
{
    const Node* written = root.node("basic_auth_users");
    const bool is_blank = written != nullptr && written->kind == Node::Kind::text && written->text.empty();
    if (written != nullptr && written->kind != Node::Kind::table && !is_blank) {
        // What stands there may be a password: it is not shown.
        root.error("basic_auth_users", "'basic_auth_users' must be names and hashes, with a space after each colon");
        return;
    }
    const auto users = section(root, "basic_auth_users");
    if (!users) return;
    for (const auto& [name, at, value] : users->contents().members) {
        // What is not a hash may be a password: it is not shown.
        const std::string fault = web::bcrypt_fault(value.text);
        if (!fault.empty()) {
            root.problems().error(value.at,
                                  fmt::format("[basic_auth_users]: the value of {} {}", in_quotes(name), fault));
        } else if (name.empty() || name.find(':') != std::string::npos) {
            root.problems().error(at,
                                  fmt::format("[basic_auth_users]: {} cannot be a user: a name is not empty and has "
                                              "no colon",
                                              in_quotes(name)));
        } else {
            access.users.emplace(name, value.text);
        }
    }
}

void read_exempt_paths(TableReader& root, web::Access& access)
{
    constexpr std::string_view key = "auth_exempt_paths";
    access.auth_exempt_paths = texts(root, key).value_or(std::vector<std::string>{});
    for (std::size_t i = 0; i < access.auth_exempt_paths.size(); ++i) {
        const std::string& path = access.auth_exempt_paths[i];
        if (path.starts_with('/') && path.find_first_of("?#*") == std::string::npos) continue;
        root.error(root.item_place(key, i),
                   fmt::format("'{}' must be exact paths such as /-/healthy, not {}", key, in_quotes(path)));
    }
    if (!access.auth_exempt_paths.empty() && !root.has("basic_auth_users")) {
        root.problems().warning(root.place(key), fmt::format("'{}' has no effect without 'basic_auth_users'", key));
    }
}

void read_rate_limit(TableReader& root, web::Access& access)
{
    auto reader = section(root, "rate_limit");
    if (!reader) return;
    const Node* zero = reader->node("interval");
    const bool is_off = zero != nullptr && zero->kind == Node::Kind::integer && zero->integer == 0;
    const auto interval = is_off ? Duration{0} : reader->duration("interval");
    const auto burst = reader->count("burst");
    if (!reader->has("interval")) reader->error(reader->contents().at, "'interval' is missing");
    if (!reader->has("burst") && !is_off) reader->error(reader->contents().at, "'burst' is missing");
    reader->finish();
    constexpr Duration longest = std::chrono::hours{24 * 365};
    if (interval && burst && *burst > 0 && *interval > longest / *burst) {
        reader->error("burst", "'burst' times 'interval' must be at most 365 days");
        return;
    }
    if (interval && burst && *interval > Duration{0}) access.rate_limit = {*interval, static_cast<int>(*burst)};
}

void read_sections(TableReader& root, LoadedWebConfig& loaded, Timestamp now)
{
    auto access = std::make_shared<web::Access>();
    access->tls = read_tls(root, loaded.files, now);
    read_http(root, *access);
    read_users(root, *access);
    read_exempt_paths(root, *access);
    read_rate_limit(root, *access);
    root.finish();
    if (!access->users.empty() && !access->tls && root.problems().error_count() == 0) {
        root.problems().warning(root.place("basic_auth_users"),
                                "[basic_auth_users]: without 'tls_server_config' passwords travel unencrypted");
    }
    loaded.is_empty = root.contents().members.empty();
    loaded.access = std::move(access);
}

}  // namespace

LoadedWebConfig load_web_config(const std::string& path, Timestamp now)
{
    LoadedWebConfig loaded;
    loaded.access = std::make_shared<const web::Access>();
    if (path.empty()) return loaded;
    loaded.files.push_back(path);
    Problems problems;
    const std::size_t file = problems.add_file(path);
    const auto text = read_text_file(path);
    if (!text) {
        problems.error({file, 0, 0}, fmt::format("cannot read the web configuration: {}", text.error().detail));
    } else if (const auto document = parse_yaml(*text, file, problems)) {
        TableReader root(*document, "", problems);
        read_sections(root, loaded, now);
    }
    loaded.errors = problems.errors();
    loaded.warnings = problems.warnings();
    if (!loaded.errors.empty()) loaded.access.reset();
    return loaded;
}

}  // namespace entangled
