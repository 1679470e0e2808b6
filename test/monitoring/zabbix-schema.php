<?php
// Asks Zabbix' own front end (Debian: zabbix-frontend-php) whether a template can be imported: its schema, and each trigger's
// expression. php zabbix-schema.php /usr/share/zabbix TEMPLATE.yaml; 0 when it can, else the reason.
[, $root, $file] = $argv;
error_reporting(E_ALL & ~E_DEPRECATED);
set_include_path($root);
spl_autoload_register(static function (string $class) use ($root): void {
	static $places = null;
	if ($places === null) {
		$places = [];
		$files = new RecursiveIteratorIterator(new RecursiveDirectoryIterator("$root/include/classes"));
		foreach ($files as $one) if ($one->getExtension() === 'php') $places[$one->getBasename('.php')] ??= $one->getPathname();
	}
	if (isset($places[$class])) require_once $places[$class];
});
if (!function_exists('_')) { function _($text) { return $text; } }
function _s($text, ...$values) { return vsprintf($text, $values); }
function _n($one, $many, $count) { return $count == 1 ? $one : $many; }
foreach (['defines', 'func', 'validate'] as $name) if (is_file("$root/include/$name.inc.php")) require_once "$root/include/$name.inc.php";
try {
	$data = yaml_parse(file_get_contents($file));
	$factory = new CImportValidatorFactory('yaml');
	$validator = new CXmlValidator($factory, 'yaml');
	$validator->setStrict(true)->validate($data, '/');
	foreach ($data['zabbix_export']['templates'] as $template)
		foreach ($template['items'] as $item)
			foreach ($item['triggers'] ?? [] as $trigger) {
				$parser = new CExpressionParser(['usermacros' => true]);
				if ($parser->parse($trigger['expression']) !== CParser::PARSE_SUCCESS)
					throw new Exception("{$trigger['expression']}: {$parser->getError()}");
				$check = new CExpressionValidator(['usermacros' => true]);
				if (!$check->validate($parser->getResult()->getTokens()))
					throw new Exception("{$trigger['expression']}: {$check->getError()}");
			}
} catch (Throwable $error) {
	fwrite(STDERR, "{$error->getMessage()}\n");
	exit(1);
}
