#include "daemon/web_config/tls_section.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "daemon/config/nearest_name.hpp"
#include "daemon/config/text_file.hpp"
#include "daemon/web/tls_names.hpp"

namespace entangled {
namespace {

using web::ClientAuth;
using web::TlsPart;
using web::TlsSettings;

constexpr std::string_view tls_section_name = "tls_server_config";

// A key without a value counts as not written.
bool is_blank(const Node* value)
{
    return value == nullptr || (value->kind == Node::Kind::text && value->text.empty());
}

/// A text in PEM that stands in the file itself or in one of its own.
struct Pem {
    std::string text;
    std::string_view key;  ///< the key under which it stands; empty if it does not
};

/// Reads the section from top to bottom.
class TlsReader {
  public:
    TlsReader(TableReader& reader, std::vector<std::string>& files) : reader_(reader), files_(files) {}

    std::shared_ptr<web::TlsContext> run()
    {
        const std::size_t before = reader_.problems().error_count();
        certificate_ = pem("cert", "cert_file");
        key_ = pem("key", "key_file");
        client_ca_ = pem("client_ca", "client_ca_file");
        read_client_auth();
        read_choices();
        reader_.finish();
        const bool is_wanted = !certificate_.key.empty() || !key_.key.empty() || !client_ca_.key.empty() ||
                               reader_.has("client_auth_type");
        if (is_wanted) require_parts();
        if (!is_wanted || reader_.problems().error_count() > before) return nullptr;
        return made();
    }

  private:
    TableReader& reader_;
    std::vector<std::string>& files_;
    Pem certificate_;
    Pem key_;
    Pem client_ca_;
    TlsSettings settings_;

    Pem pem(std::string_view inline_key, std::string_view file_key)
    {
        Pem written = inline_pem(inline_key);
        const auto path = reader_.text(file_key);
        if (!path || path->empty()) return written;
        if (path->find("-----BEGIN") != std::string::npos) {
            reader_.error(file_key, fmt::format("'{}' must be the path of a file; PEM itself goes under '{}'", file_key,
                                                inline_key));
            return {{}, file_key};
        }
        if (!written.key.empty()) {
            reader_.error(inline_key,
                          fmt::format("'{}' and '{}' exclude each other: leave one out", inline_key, file_key));
            return {{}, file_key};
        }
        const std::string beside = path_beside(reader_.problems().file(reader_.contents().at.file), *path);
        files_.push_back(beside);
        const auto contents = read_text_file(beside);
        if (contents) return {*contents, file_key};
        reader_.error(file_key, fmt::format("cannot read {}: {}", in_quotes(beside), contents.error().detail));
        return {{}, file_key};
    }

    // What stands there may be a key: it is not shown even if it is of the wrong kind.
    Pem inline_pem(std::string_view key)
    {
        const Node* value = reader_.node(key);
        if (is_blank(value)) return {};
        if (value->kind == Node::Kind::text) return {value->text, key};
        reader_.error(key, fmt::format("'{}' must be text in PEM", key));
        return {{}, key};
    }

    void read_client_auth()
    {
        const auto name = reader_.text("client_auth_type");
        const auto auth = name && !name->empty() ? web::client_auth_named(*name) : ClientAuth::none;
        if (!auth) unknown("client_auth_type", reader_.place("client_auth_type"), *name, web::client_auth_names());
        settings_.client_auth = auth.value_or(ClientAuth::none);
        settings_.client_allowed_sans = texts(reader_, "client_allowed_sans").value_or(std::vector<std::string>{});
    }

    void read_choices()
    {
        read_version("min_version", settings_.min_version);
        read_version("max_version", settings_.max_version);
        settings_.cipher_suites = names("cipher_suites", web::cipher_suite_names());
        settings_.curve_preferences = names("curve_preferences", web::curve_names());
        settings_.prefer_server_cipher_suites = reader_.flag("prefer_server_cipher_suites").value_or(true);
    }

    void read_version(std::string_view key, web::TlsVersion& version)
    {
        const auto name = reader_.text(key);
        if (!name || name->empty()) return;
        const auto known = web::tls_version_named(*name);
        if (known) version = *known;
        if (!known) unknown(key, reader_.place(key), *name, web::tls_version_names());
    }

    std::vector<std::string> names(std::string_view key, std::span<const std::string_view> known)
    {
        auto list = texts(reader_, key).value_or(std::vector<std::string>{});
        for (std::size_t i = 0; i < list.size(); ++i) {
            if (std::find(known.begin(), known.end(), list[i]) != known.end()) continue;
            unknown(key, reader_.item_place(key, i), list[i], known);
        }
        return list;
    }

    void unknown(std::string_view key, const Place& at, std::string_view name, std::span<const std::string_view> known)
    {
        // A short list says more than a guess.
        constexpr std::size_t short_list = 5;
        reader_.error(at, fmt::format("'{}' knows no {}{}", key, in_quotes(name),
                                      known.size() <= short_list ? fmt::format("; known are {}", fmt::join(known, ", "))
                                                                 : near_name_hint(name, known)));
    }

    void require_parts()
    {
        const Place& at = reader_.contents().at;
        if (certificate_.key.empty()) reader_.error(at, "'cert_file' or 'cert' is missing");
        if (key_.key.empty()) reader_.error(at, "'key_file' or 'key' is missing");
        const ClientAuth auth = settings_.client_auth;
        const bool verifies = auth == ClientAuth::verify_if_given || auth == ClientAuth::require_and_verify;
        if (verifies && client_ca_.key.empty()) {
            reader_.error("client_auth_type",
                          "'client_ca_file' or 'client_ca' is missing: nothing else says whose "
                          "clients to let in");
        }
        if (auth == ClientAuth::none && !client_ca_.key.empty()) {
            reader_.error(client_ca_.key, fmt::format("'{}' needs a 'client_auth_type', for example "
                                                      "RequireAndVerifyClientCert",
                                                      client_ca_.key));
        }
        require_certificate_for_names();
    }

    void require_certificate_for_names()
    {
        if (!texts(reader_, "client_allowed_sans")) return;
        const ClientAuth auth = settings_.client_auth;
        if (auth != ClientAuth::require_any && auth != ClientAuth::require_and_verify) {
            reader_.error("client_allowed_sans",
                          "'client_allowed_sans' needs a 'client_auth_type' of "
                          "RequireAnyClientCert or RequireAndVerifyClientCert");
        } else if (settings_.client_allowed_sans.empty()) {
            reader_.error("client_allowed_sans",
                          "'client_allowed_sans' is empty, so nobody could connect: name a "
                          "client or leave it out");
        }
    }

    std::shared_ptr<web::TlsContext> made()
    {
        settings_.certificate = certificate_.text;
        settings_.key = key_.text;
        settings_.client_ca = client_ca_.text;
        auto [context, problems] = web::make_tls_context(settings_);
        for (const auto& problem : problems) {
            const std::string_view key = key_of(problem.part);
            const bool is_sentence = problem.part == TlsPart::versions;
            reader_.error(key, is_sentence ? problem.message : fmt::format("'{}' {}", key, problem.message));
        }
        return context;
    }

    std::string_view key_of(TlsPart part) const
    {
        switch (part) {
            case TlsPart::certificate: return certificate_.key;
            case TlsPart::key: return key_.key;
            case TlsPart::client_ca: return client_ca_.key;
            case TlsPart::versions: return "min_version";
            case TlsPart::cipher_suites: return "cipher_suites";
            case TlsPart::curve_preferences: return "curve_preferences";
        }
        return {};
    }
};

}  // namespace

std::optional<TableReader> section(TableReader& parent, std::string_view key)
{
    if (is_blank(parent.node(key))) return std::nullopt;
    return parent.table(key);
}

std::optional<std::vector<std::string>> texts(TableReader& reader, std::string_view key)
{
    if (is_blank(reader.node(key))) return std::nullopt;
    return reader.list(key);
}

std::shared_ptr<web::TlsContext> read_tls(TableReader& root, std::vector<std::string>& files, Timestamp now)
{
    auto reader = section(root, tls_section_name);
    if (!reader) return nullptr;
    auto context = TlsReader(*reader, files).run();
    if (context && context->certificate_end < now) {
        const auto day = std::chrono::floor<std::chrono::days>(context->certificate_end);
        reader->warning(reader->has("cert_file") ? "cert_file" : "cert",
                        fmt::format("the certificate ended on {}: clients will refuse it", format_date(Date{day})));
    }
    return context;
}

}  // namespace entangled
