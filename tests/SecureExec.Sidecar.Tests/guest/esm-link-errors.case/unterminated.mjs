const s = 'abc
;