"""The syntax of Python as an LL(1) grammar: one token of look-ahead says which way to go.

After the language reference, in the notation of the grammar that CPython had up to version 3.8.
It is a little narrower than Python, so that few rules beyond it are needed: no ``match``, no
``nonlocal``, and only names and tuples of names as loop variables. Operators of all precedences are
on one level, since what is asked is whether a program parses, not how.
"""

GRAMMAR = """
program: (simple | compound)*
suite: simple | NEWLINE INDENT (simple | compound)+ DEDENT
loop_body: simple | NEWLINE INDENT (simple | compound)+ DEDENT
class_body: simple | NEWLINE INDENT (simple | compound)+ DEDENT
function_body: simple | NEWLINE INDENT (simple | compound)+ DEDENT
async_body: simple | NEWLINE INDENT (simple | compound)+ DEDENT

simple: small (';' small)* [';'] NEWLINE
small: expression | 'pass' | 'break' | 'continue' | return | raise | del | global | import | from \
    | assert
expression: yield | '*' NAME (',' NAME)+ [','] '=' value | test [':' test ['=' value] \
    | augmented value | (',' test)* ([','] ('=' value)* | ',' '*' NAME (',' NAME)* [','] '=' value)]
augmented: '+=' | '-=' | '*=' | '/=' | '//=' | '%=' | '@=' | '&=' | '|=' | '^=' | '>>=' | '<<=' \
    | '**='
value: yield | test (',' test)* [',']
yield: 'yield' ['from' test | test (',' test)* [',']]
return: 'return' [test (',' test)* [',']]
raise: 'raise' [test ['from' test]]
del: 'del' deleted (',' deleted)* [',']
deleted: NAME ('.' NAME | '[' subscripts ']')*
global: 'global' NAME (',' NAME)*
import: 'import' dotted ['as' NAME] (',' dotted ['as' NAME])*
from: 'from' (('.' | '...')+ [dotted] | dotted) 'import' \
    ('*' | '(' imported (',' imported)* [','] ')' | imported (',' imported)*)
imported: NAME ['as' NAME]
dotted: NAME ('.' NAME)*
assert: 'assert' test [',' test]

compound: if | while | for | try | with | function | class | decorated | async
if: 'if' named ':' suite ('elif' named ':' suite)* ['else' ':' suite]
while: 'while' named ':' loop_body ['else' ':' suite]
for: 'for' targets 'in' test (',' test)* [','] ':' loop_body ['else' ':' suite]
try: 'try' ':' suite (('except' test ['as' NAME] ':' suite)+ ['except' ':' suite] \
    ['else' ':' suite] ['finally' ':' suite] | 'except' ':' suite ['else' ':' suite] \
    ['finally' ':' suite] | 'finally' ':' suite)
with: 'with' test ['as' target] (',' test ['as' target])* ':' suite
function: 'def' NAME '(' [parameters] ')' ['->' test] ':' function_body
async: 'async' 'def' NAME '(' [parameters] ')' ['->' test] ':' async_body
class: 'class' NAME ['(' [arguments_of_class] ')'] ':' class_body
decorated: ('@' named NEWLINE)+ (function | class | async)
parameters: starred | parameter (',' parameter)* [',' [starred | '/' [',' [starred \
    | parameter (',' parameter)* [',' [starred]]]]]]
starred: '*' (NAME [':' test] | ',' parameter) (',' parameter)* [',' ['**' NAME [':' test] [',']]] \
    | '**' NAME [':' test] [',']
parameter: NAME [':' test] ['=' test]

named: test [':=' test]
test: boolean ['if' boolean 'else' test] | lambda
lambda: 'lambda' [lambda_parameters] ':' test
lambda_parameters: lambda_starred | lambda_parameter (',' lambda_parameter)* [',' [lambda_starred]]
lambda_starred: '*' (NAME | ',' lambda_parameter) (',' lambda_parameter)* [',' ['**' NAME]] \
    | '**' NAME
lambda_parameter: NAME ['=' test]
boolean: negation (('and' | 'or') negation)*
negation: 'not' negation | comparison
comparison: sum (compare sum)*
compare: '<' | '>' | '==' | '>=' | '<=' | '!=' | 'in' | 'not' 'in' | 'is' ['not']
sum: factor (('|' | '^' | '&' | '<<' | '>>' | '+' | '-' | '*' | '@' | '/' | '%' | '//') factor)*
factor: ('+' | '-' | '~') factor | power
power: ['await'] atom trailer* ['**' factor]
atom: '(' [yield | tuple] ')' | '[' [list] ']' | '{' [braces] '}' | NAME | NUMBER | STRING+ \
    | '...' | 'None' | 'True' | 'False'
tuple: named (comprehension | (',' (named | '*' sum))* [','])
list: named (comprehension | (',' (named | '*' sum))* [',']) \
    | '*' sum (',' (named | '*' sum))* [',']
braces: '**' sum [pairs] | '*' sum [members] | test (':' test [comprehension | pairs] \
    | [comprehension | members])
pairs: ',' [(test ':' test | '**' sum) [pairs]]
members: ',' [(test | '*' sum) [members]]
comprehension: ('for' targets 'in' boolean | 'if' boolean)+
trailer: '(' [arguments] ')' | '[' subscripts ']' | '.' NAME
subscripts: subscript (',' subscript)* [',']
subscript: test [':' [test] [':' [test]]] | ':' [test] [':' [test]]
arguments: test (comprehension | ['=' test | ':=' test] (',' argument)* [',']) \
    | ('*' test | '**' test) (',' argument)* [',']
arguments_of_class: argument (',' argument)* [',']
argument: test ['=' test | ':=' test] | '*' test | '**' test
targets: target (',' target)* [',']
target: NAME | '(' targets ')' | '[' targets ']'
"""
