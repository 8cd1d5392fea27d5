/** Stands for sudo with the options that Chef's commands may use. */
const sudo = `#!/bin/sh
case $1 in -*) echo "sudo: unknown option $1" >&2; exit 1 ;; esac
exec "$@"
`;

/** Answers for the address of Chef's script of installation alone, with a script that takes what the real one takes. */
const curl = `#!/bin/sh
[ "$*" = '-L https://omnitruck.chef.io/install.sh' ] || { echo "curl: $*" >&2; exit 2; }
cat <<'END'
[ "$*" = '-v 18.1' ] || { echo "install.sh: $*" >&2; exit 1; }
echo installed
END
`;

/**
 * Stands for chef-solo, as its documentation tells of options, of the Ruby in solo.rb and of the files that both name.
 * It is strict: an option, a setting, a file or an entry of the run list that Chef does not know ends it.
 */
const chef = `#!/usr/bin/ruby
require 'json'
require 'optparse'

def fail_with(text)
  warn "FATAL: #{text}"
  exit 1
end

class Settings
  PATHS = %i[cookbook_path role_path data_bag_path environment_path encrypted_data_bag_secret]
  TEXTS = %i[chef_license environment]
  attr_reader :values

  def initialize
    @values = {}
  end

  def method_missing(name, *args)
    fail_with("Unknown setting #{name}") unless (PATHS + TEXTS).include?(name) && args.size == 1
    @values[name] = args.first
    return unless PATHS.include?(name)
    Array(args.first).each { |path| fail_with("#{name}: #{path} is not there") unless File.exist?(path) }
  end
end

options = {}
parser = OptionParser.new do |on|
  on.on('-c', '--config FILE') { |file| options[:config] = file }
  on.on('-j', '--json-attributes FILE') { |file| options[:json] = file }
  on.on('--[no-]color') { |color| options[:color] = color }
end
begin
  rest = parser.parse(ARGV)
rescue OptionParser::ParseError => error
  fail_with(error.message)
end
fail_with("Unexpected #{rest.join(' ')}") unless rest.empty?
fail_with('--no-color is missing') unless options[:color] == false

settings = Settings.new
settings.instance_eval(File.read(options.fetch(:config)), options[:config])
values = settings.values
node = JSON.parse(File.read(options.fetch(:json)))
fail_with('Attributes are no object') unless node.is_a?(Hash)
fail_with('Others can read the attributes') unless (File.stat(options[:json]).mode & 0o077).zero?

environment = values.fetch(:environment, '_default')
known = values[:environment_path].nil? || File.exist?("#{values[:environment_path]}/#{environment}.json")
fail_with("Environment #{environment} not found") unless known

run_list = node.delete('run_list') || []
run_list.each do |entry|
  case entry
  when /\\Arole\\[([\\w-]+)\\]\\z/
    fail_with("Role #{$1} not found") unless File.exist?("#{values[:role_path]}/#{$1}.json")
  when /\\Arecipe\\[([\\w-]+)(?:::([\\w-]+))?\\]\\z/
    book = Array(values[:cookbook_path]).map { |path| "#{path}/#{$1}" }.find { |path| File.exist?("#{path}/metadata.rb") }
    fail_with("Cookbook #{$1} not found") unless book
    fail_with("Recipe #{entry} not found") unless File.exist?("#{book}/recipes/#{$2 || 'default'}.rb")
  else
    fail_with("Invalid entry #{entry}")
  end
end
puts "environment #{environment}, attributes #{node.keys.join(' ')}"
puts "ran #{run_list.join(' ')}"
`;

/** By their place in the folder of a machine. */
export const programs = { 'bin/sudo': sudo, 'bin/curl': curl, 'bin/chef-solo': chef };
